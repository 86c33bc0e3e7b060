package lamina.cli.analyse;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import lamina.analyse.GateAgreement;
import lamina.analyse.GateDescription;
import lamina.analyse.GateDescription.By;
import lamina.analyse.GateEffects;
import lamina.analyse.GateFamilies;
import lamina.analyse.GateMeans;
import lamina.analyse.GateSpread;
import lamina.data.Task;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.similarity.Kinship;

/**
 * All that is found about the gates of a model.
 *
 * @param source what it is of
 * @param overall one a head: all pieces
 * @param margins one a head and kind of piece, a head and label, a head and language
 * @param spreads one a head, language, label and kind of piece
 * @param families one a head of which languages share a family, and others don't
 * @param effects of replaced gates
 * @param agreements with the teacher's gates; none where no teacher was named
 */
record GateFindings(
    Source source,
    List<GateSpread> overall,
    List<GateSpread> margins,
    List<GateSpread> spreads,
    List<FamilyTest> families,
    GateEffects effects,
    List<GateAgreement.Row> agreements) {

  /**
   * What figures are of.
   *
   * @param model its name
   * @param teacher its name; empty where none was named
   * @param data as they were named
   * @param languages codes
   * @param scored texts that were scored
   * @param described texts whose gates were described
   * @param most texts of a language in either part
   * @param engine that computed hidden states
   */
  record Source(
      String model,
      String teacher,
      Task task,
      Metric metric,
      List<HeadKey> heads,
      List<String> data,
      List<String> languages,
      int scored,
      int described,
      int most,
      String engine) {}

  /**
   * The test of families for one head.
   *
   * @param p after Holm's correction over the heads
   */
  record FamilyTest(HeadKey head, GateFamilies test, double p) {}

  static GateFindings of(
      Source source,
      GateDescription description,
      GateEffects effects,
      List<GateAgreement.Row> agreements) {
    var margins = new ArrayList<GateSpread>();
    for (var by : List.of(By.PIECE, By.LABEL, By.LANGUAGE)) {
      margins.addAll(description.spreads(Set.of(by)));
    }
    return new GateFindings(
        source,
        description.spreads(Set.of()),
        margins,
        description.spreads(EnumSet.allOf(By.class)),
        families(source.heads, description.means()),
        effects,
        agreements);
  }

  private static List<FamilyTest> families(List<HeadKey> heads, GateMeans means) {
    var tested = new ArrayList<HeadKey>();
    var tests = new ArrayList<GateFamilies>();
    for (var head : heads) {
      GateFamilies.of(means.of(head), GateFindings::family)
          .ifPresent(
              test -> {
                tested.add(head);
                tests.add(test);
              });
    }
    var p = Intervals.holm(tests.stream().mapToDouble(GateFamilies::p).toArray());
    return IntStream.range(0, tests.size())
        .mapToObj(i -> new FamilyTest(tested.get(i), tests.get(i), p[i]))
        .toList();
  }

  /** Families of which at least two of the languages are: only they have a distance within. */
  List<String> related() {
    return Kinship.families(source.languages);
  }

  private static Optional<String> family(String language) {
    return Languages.find(language).filter(Language::known).map(Language::family);
  }
}
