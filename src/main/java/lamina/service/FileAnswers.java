package lamina.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lamina.answers.AnsweredSet;
import lamina.answers.AnswersFile;
import lamina.data.format.LabelMap;
import lamina.evaluate.Metric;
import lamina.files.Destination;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.problem.Problem;

/**
 * A whole file that models of one task answer; the answers are written with a column for each head,
 * whole or not at all.
 *
 * @param file labelled data, or plain text with a sentence or pair a line
 * @param language code, or blank to take it from the file's name
 * @param labels what labels count as that are those of another set
 * @param asked at least one model
 * @param out what is written, see {@link AnswersFile}
 */
public record FileAnswers(
    Path file, String language, LabelMap labels, List<Asked> asked, Path out) {
  /** Copies the list. */
  public FileAnswers {
    asked = List.copyOf(asked);
  }

  /** A model and its heads that answer. */
  public record Asked(ModelSummary model, List<HeadKey> heads) {
    /** Copies the list. */
    public Asked {
      heads = List.copyOf(heads);
    }
  }

  /**
   * What was written.
   *
   * @param units how many words or pairs
   * @param columns how many answers each of them has
   * @param notes what was assumed or left out on the way, in sentences that name the file
   */
  public record Written(Path out, int units, int columns, List<String> notes) {}

  /**
   * Checks the place to write to.
   *
   * @throws Problem where it has no ending that is written, can't be written, or is the file itself
   */
  public void check() {
    AnswersFile.check(out, asked.getFirst().model().task().inTreebanks());
    Destination.file(out);
    try {
      if (Files.exists(out) && Files.isSameFile(out, file)) {
        throw new Problem(out + ": is the file that is answered; name another to write.");
      }
    } catch (IOException e) {
      throw new Problem(out + ": can't be compared with " + file + "; name another file.", e);
    }
  }

  /** Answers the file, one model after the other, and writes what they say. */
  public void run(TaskRunner runner, Consumer<Written> then, Consumer<Unanswered> otherwise) {
    runner.read(
        () -> {
          check();
          return out;
        },
        checked -> next(runner, List.of(), Set.of(), then, otherwise),
        otherwise);
  }

  private void next(
      TaskRunner runner,
      List<AnsweredSet> before,
      Set<String> notes,
      Consumer<Written> then,
      Consumer<Unanswered> otherwise) {
    if (before.size() == asked.size()) {
      write(runner, before, notes, then, otherwise);
      return;
    }
    var one = asked.get(before.size());
    runner.ask(
        new Request.AnswerSets(
            one.model().name(),
            List.of(file),
            language,
            one.heads(),
            Metric.of(one.model().task()),
            labels),
        found -> {
          var sets = new ArrayList<>(before);
          sets.add(found.sets().getFirst()); // one file is in one language
          var all = new LinkedHashSet<>(notes);
          all.addAll(found.notes());
          next(runner, sets, all, then, otherwise);
        },
        otherwise);
  }

  private void write(
      TaskRunner runner,
      List<AnsweredSet> sets,
      Set<String> notes,
      Consumer<Written> then,
      Consumer<Unanswered> otherwise) {
    runner.read(
        () -> {
          AnswersFile.write(sets, out);
          int columns = sets.stream().mapToInt(s -> s.answers().size()).sum();
          return new Written(out, sets.getFirst().units(), columns, List.copyOf(notes));
        },
        then,
        otherwise);
  }
}
