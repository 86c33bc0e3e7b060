package lamina.cli.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.UsageError;
import lamina.data.Tasks;
import lamina.data.format.DataFolder;
import lamina.files.Destination;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelContents;
import lamina.problem.Problem;
import lamina.similarity.LinearCka;
import lamina.similarity.SimilarityReport;
import lamina.similarity.SimilarityReport.Measured;
import lamina.similarity.SimilaritySurvey;
import lamina.similarity.StateReader;
import lamina.similarity.SurveyText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures by layer how alike languages are to a model, and what can be read off its states. */
@Command(
    name = "similarity",
    mixinStandardHelpOptions = true,
    description =
        "Similarity of languages by layer, on parallel sentences: translation retrieval, debiased"
            + " linear CKA, language identity, anisotropy, and parts of speech by a linear probe.")
public final class SimilarityCommand implements Callable<Integer> {
  private static final String ENGLISH = "en";
  private static final int MOST = 2_000;

  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      required = true,
      description = "A model's name or directory, or a Hugging Face encoder's.")
  private String model = "";

  @Option(
      names = "--data",
      required = true,
      description = "Folder of parallel treebanks named like ar.conllu or ar_pud-ud-test.conllu.")
  private Path data = Path.of("");

  @Option(names = "--lang", split = ",", description = "Languages (all that are there).")
  private List<String> languages = List.of();

  @Option(
      names = "--sentences",
      defaultValue = "400",
      description = "Most sentences of each language (${DEFAULT-VALUE}).")
  private int sentences;

  @Option(
      names = "--head",
      split = ",",
      description = "Heads whose fused states are measured beside the layers, paper.6 for one.")
  private List<String> heads = List.of();

  @Option(
      names = "--probe",
      description =
          "English CoNLL-U file that probes for parts of speech and, where all files have heads,"
              + " for dependency trees learn from. Name text that the model was not fine-tuned on,"
              + " a treebank's development part for one; the result says what lamina.json tells"
              + " of it.")
  private @Nullable Path probe;

  @Option(
      names = "--save",
      description = "Keep the result beside the model as " + SimilarityReport.FILE + ".")
  private boolean save;

  @Override
  public Integer call() {
    var codes =
        UsageError.checked(
            () -> languages.stream().map(l -> Languages.of(l).code()).distinct().toList());
    var keys = UsageError.checked(() -> heads.stream().map(HeadKey::of).distinct().toList());
    if (sentences < LinearCka.LEAST || sentences > MOST) {
      throw new UsageError(
          new Problem(
              "--sentences: a number from "
                  + LinearCka.LEAST
                  + " to "
                  + MOST
                  + " was expected, not "
                  + sentences
                  + "."));
    }
    var directory = ModelLookup.folderOrModel(model);
    if (save) {
      Destination.file(directory.resolve(SimilarityReport.FILE));
    }
    var text = SurveyText.read(files(codes), Optional.ofNullable(probe), sentences);
    var contents = ModelContents.of(directory);
    SimilarityReport report;
    try (var reader = StateReader.open(directory, keys)) {
      var survey =
          new SimilaritySurvey(
              reader,
              (done, all) -> common.progress("part " + Math.min(done + 1, all) + " of " + all));
      report = survey.measure(text);
    }
    if (common.json()) {
      common.print(tree(report, contents));
    } else {
      print(report);
    }
    if (save) { // what was measured is told, whatever becomes of the file
      common.progress("Kept in " + report.keep(directory, contents));
    }
    return 0;
  }

  private static com.fasterxml.jackson.databind.JsonNode tree(
      SimilarityReport report, ModelContents contents) {
    try {
      return new ObjectMapper().readTree(report.json(contents));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Files of the languages that are wanted, one a language. */
  private List<Path> files(List<String> wanted) {
    var folder = DataFolder.of(data, null);
    folder.notes().forEach(common::progress);
    var there = DataFolder.byLanguage(folder.files(), Tasks.KNOWN.ofTreebanks(), null);
    var found = new ArrayList<Path>();
    there.forEach(
        (language, files) -> {
          if (wanted.isEmpty() || wanted.contains(language.code())) {
            found.add(one(language, files));
          }
        });
    var codes = there.keySet().stream().map(Language::code).toList();
    if (found.size() < 2 || !codes.containsAll(wanted)) {
      throw new Problem(
          data
              + ": parallel treebanks of at least two languages"
              + (wanted.isEmpty() ? "" : ", " + String.join(", ", wanted))
              + ", were expected; there are "
              + String.join(", ", codes)
              + ".");
    }
    return found;
  }

  private static Path one(Language language, List<Path> files) {
    if (files.size() > 1) {
      throw new Problem(
          files.get(0)
              + " and "
              + files.get(1)
              + " are both in "
              + language.name()
              + "; one treebank a language was expected.");
    }
    return files.getFirst();
  }

  private void print(SimilarityReport report) {
    var text = report.text();
    var out = common.out();
    out.printf(
        Locale.ROOT,
        "%d sentences in each of %d languages (%s)%s%s%n",
        text.sentences(),
        text.languages().size(),
        String.join(" ", text.languages()),
        text.alone() > 0 ? "; " + text.alone() + " left out, which a language lacks" : "",
        text.cut() > 0 ? "; " + text.cut() + " cut to the model's length" : "");
    out.println(
        "Means over all pairs, 95 % intervals over sentences. Retrieval: nearest by cosine of"
            + " centred mean states, and by CSLS. Identity: languages that a linear probe tells,"
            + " and after their means were taken away.");
    text.probe()
        .map(SimilarityReport.Learned::said)
        .ifPresent(
            said ->
                out.println(
                    Character.toUpperCase(said.charAt(0))
                        + said.substring(1)
                        + " Control and selectivity: on words whose form the probe saw."));
    for (var row : report.rows()) {
      out.printf(
          Locale.ROOT,
          "%-14s retrieval %s  CSLS %s  CKA %s  identity %s  centred %s  anisotropy %.2f  cosine"
              + " with last %.2f%s%n",
          row.at().key(),
          percent(row.meanFound()),
          percent(row.meanCsls()),
          plain(row.meanCka()),
          percent(row.identity()),
          percent(row.centredIdentity()),
          row.anisotropy(),
          row.withLast(),
          row.words().map(w -> probed("UPOS", w, text)).orElse("")
              + row.trees().map(t -> probed("UUAS", t, text)).orElse(""));
    }
    out.flush();
  }

  private static String probed(
      String what, SimilarityReport.Probed words, SimilarityReport.Text text) {
    int english = text.languages().indexOf(ENGLISH);
    double others = 0;
    for (int i = 0; i < words.accuracy().size(); i++) {
      others += i == english ? 0 : words.accuracy().get(i).value();
    }
    return String.format(
        Locale.ROOT,
        "  %s probe en %s, others %.1f, seen %.1f, control %.1f, selectivity %s",
        what,
        percent(words.accuracy().get(english)),
        100 * others / (words.accuracy().size() - 1),
        100 * words.seen().value(),
        100 * words.control().value(),
        percent(words.selectivity()));
  }

  private static String percent(Measured m) {
    return String.format(
        Locale.ROOT,
        "%.1f [%.1f, %.1f]",
        100 * m.value(),
        100 * m.interval().low(),
        100 * m.interval().high());
  }

  private static String plain(Measured m) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", m.value(), m.interval().low(), m.interval().high());
  }
}
