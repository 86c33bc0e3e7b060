package lamina.data.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lamina.data.Example;
import lamina.data.RowCount;
import lamina.data.SentencePair;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.language.Language;

/** Collects sentence pairs, for all readers of such files. */
final class PairBuilder {
  /** What stands for a label on which annotators didn't agree. */
  private static final Set<String> NONE = Set.of("-", "-1");

  /** A pair with its label as the file has it. */
  private record Draft(int line, String id, String first, String second, String label) {}

  private final ReadContext in;
  private final Language language;
  private final List<Draft> drafts = new ArrayList<>();
  private int unlabelled;
  private int firstUnlabelled;
  private List<String> names = List.of();
  private boolean sentences;

  PairBuilder(ReadContext in, Language language) {
    this.in = in;
    this.language = language;
  }

  /** Says what the numbers 0, 1, ... name where the file does. */
  void names(List<String> given) {
    names = List.copyOf(given);
  }

  /** Says whether the two are called sentences, as in paraphrases, rather than a premise. */
  void calledSentences(boolean called) {
    sentences = called;
  }

  /** Adds a pair, its label as the file has it. A label - or -1 (no agreement) is skipped. */
  void add(int line, String id, String premise, String hypothesis, String label) {
    if (NONE.contains(label)) {
      firstUnlabelled = unlabelled == 0 ? line : firstUnlabelled;
      unlabelled++;
      return;
    }
    if (premise.isBlank() || hypothesis.isBlank()) {
      throw in.file()
          .problem(line, "a blank sentence; expected two sentences and a label. Correct the line.");
    }
    drafts.add(new Draft(line, id, premise, hypothesis, label));
  }

  /**
   * All pairs.
   *
   * @throws lamina.problem.Problem if there is none, or naming all labels that nobody knows
   */
  List<Example> finish() {
    if (drafts.isEmpty()) {
      throw in.file().problem("no labelled pair of sentences in it; expected one a line.");
    }
    if (unlabelled > 0) {
      in.note(
          RowCount.of(unlabelled, "pair")
              + " left out for want of a gold label (- or -1), the first in line "
              + firstUnlabelled
              + ".");
    }
    refuseNumbers();
    var named = LabelNumbers.named(in, "label", names, drafts.stream().map(Draft::label).toList());
    var labels = new SeenLabels(in);
    for (int i = 0; i < drafts.size(); i++) {
      labels.add(named.get(i), drafts.get(i).line);
    }
    var reading = labels.read();
    reading.notes().forEach(in::note);
    var pairs = new ArrayList<Example>();
    for (int i = 0; i < drafts.size(); i++) {
      var d = drafts.get(i);
      var label = reading.read(named.get(i)).orElseThrow();
      pairs.add(new SentencePair(d.id, language, d.first, d.second, label, d.line));
    }
    return List.copyOf(pairs);
  }

  /** Numbers of two sentences, such as PAWS-X's 0 and 1, aren't XNLI's first two labels. */
  private void refuseNumbers() {
    var labels = drafts.stream().map(Draft::label).distinct().sorted().toList();
    if (!in.task().infers()
        || !sentences
        || !names.isEmpty()
        || labels.stream().anyMatch(l -> in.labels().find(l).isPresent())) {
      return;
    }
    Tasks.KNOWN.where(Task::writesNumbers).stream()
        .filter(t -> labels.stream().allMatch(l -> numbers(t).contains(l)))
        .findFirst()
        .ifPresent(
            other -> {
              var task = in.task();
              var map = new ArrayList<String>();
              numbers(other).forEach(n -> map.add(n + "=" + task.labels().get(map.size())));
              throw in.file()
                  .problem(
                      drafts.getFirst().line(),
                      "labels are "
                          + String.join(" and ", numbers(other))
                          + " and columns sentence1 and sentence2, as "
                          + other.label()
                          + " has them; "
                          + task.label()
                          + " has a premise, a hypothesis and the labels "
                          + String.join(", ", task.labels())
                          + ". Choose task "
                          + other.key()
                          + ", or say what the numbers are: --map "
                          + String.join(",", map)
                          + ".");
            });
  }

  private static List<String> numbers(Task task) {
    return IntStream.range(0, task.labels().size()).mapToObj(Integer::toString).toList();
  }
}
