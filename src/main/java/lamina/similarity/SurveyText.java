package lamina.similarity;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.data.Tasks;
import lamina.data.format.ConlluTrees;
import lamina.data.format.DatasetReader;
import lamina.language.Languages;

/**
 * What a survey reads.
 *
 * @param text parallel sentences
 * @param probe English sentences with parts of speech, other than the parallel ones, that probes
 *     learn from; where it is there the parallel ones have parts of speech too. It should be text
 *     that the model was not fine-tuned on, see {@link Exposure}: a treebank's development part
 * @param trees of the parallel sentences by language, in their order, or none; trees are probed
 *     where these and the English sentences have some
 */
public record SurveyText(
    ParallelText text, Optional<Treebank> probe, List<Map<String, int[]>> trees) {
  /** Copies the list. */
  public SurveyText {
    trees = List.copyOf(trees);
  }

  /**
   * Reads treebanks.
   *
   * @param files parallel ones, whose names tell their languages
   * @param probe an English one
   * @param most sentences of each language
   * @throws lamina.problem.Problem naming what can't be read, or isn't parallel
   */
  public static SurveyText read(List<Path> files, Optional<Path> probe, int most) {
    var task = Tasks.KNOWN.ofTreebanks();
    var sets = files.stream().map(f -> DatasetReader.read(f, task, null)).toList();
    var english = Languages.of(SimilaritySurvey.ENGLISH);
    return new SurveyText(
        ParallelText.of(sets, most),
        probe.map(
            f -> new Treebank(named(f), DatasetReader.read(f, task, english), ConlluTrees.read(f))),
        files.stream().map(ConlluTrees::read).toList());
  }

  /** A file with its folder, since many are called en.conllu. */
  private static String named(Path file) {
    var parent = file.toAbsolutePath().normalize().getParent();
    return (parent == null || parent.getFileName() == null ? "" : parent.getFileName() + "/")
        + file.getFileName();
  }
}
