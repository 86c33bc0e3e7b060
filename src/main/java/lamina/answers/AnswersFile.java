package lamina.answers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.files.AtomicFile;
import lamina.files.JsonText;
import lamina.model.HeadKey;
import lamina.problem.Problem;

/** Answers to a data set as a file, with a column for each model and head. */
public final class AnswersFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswersFile() {}

  /** A column: a head of a model. */
  private record Column(AnsweredSet set, HeadKey head) {
    String name() {
      return set.model() + ":" + head.key();
    }
  }

  /**
   * Writes answers in the format of the file's ending: {@code .tsv}, a row a word or pair; {@code
   * .jsonl}, an object an example; {@code .conllu}, of universal tags alone: the first column's
   * answer as UPOS, the label and all columns under MISC.
   *
   * @param sets answers to the same examples
   * @throws Problem where the ending names no format, or the task has none of it
   */
  public static void write(List<AnsweredSet> sets, Path file) {
    var text = writer(file, sets.getFirst()).apply(sets);
    AtomicFile.write(file, text);
  }

  /** What makes the content of a file of this name. */
  private static Function<List<AnsweredSet>, String> writer(Path file, AnsweredSet set) {
    check(file, set.task().inTreebanks());
    return switch (ending(file)) {
      case "tsv" -> AnswersFile::tsv;
      case "jsonl" -> AnswersFile::jsonl;
      default -> AnswersFile::conllu;
    };
  }

  /**
   * The endings of files that answers can be written to, without dot.
   *
   * @param tags whether answers are universal tags
   */
  public static List<String> endings(boolean tags) {
    return tags ? List.of("tsv", "jsonl", "conllu") : List.of("tsv", "jsonl");
  }

  private static String ending(Path file) {
    var name = file.toString().toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  /**
   * Checks a file's ending.
   *
   * @param tags whether answers are universal tags
   * @throws Problem naming the endings there are
   */
  public static void check(Path file, boolean tags) {
    if (!endings(tags).contains(ending(file))) {
      throw new Problem(
          file
              + ": answers are written as ."
              + String.join(" or .", endings(tags))
              + (tags ? "." : "; .conllu holds universal tags (task pos) alone."));
    }
  }

  private static List<Column> columns(List<AnsweredSet> sets) {
    return sets.stream()
        .flatMap(s -> s.answers().keySet().stream().map(h -> new Column(s, h)))
        .toList();
  }

  /** Quotes are letters here, since they are words; a tab or an end of line becomes a blank. */
  private static String row(List<String> cells) {
    return cells.stream()
            .map(c -> c.replaceAll("[\\t\\r\\n]", " "))
            .collect(Collectors.joining("\t"))
        + "\n";
  }

  private static String tsv(List<AnsweredSet> sets) {
    var first = sets.getFirst();
    var columns = columns(sets);
    boolean labelled = first.labelled();
    var header =
        new ArrayList<>(
            first.task().tagsWords()
                ? List.of("id", "position", "word")
                : List.of("id", "premise", "hypothesis"));
    if (labelled) {
      header.add("label");
    }
    for (var c : columns) {
      header.add(c.name());
      header.add(c.name() + " probability");
    }
    var text = new StringBuilder(row(header));
    for (int e = 0; e < first.examples().size(); e++) {
      var gold = first.gold(e);
      for (int u = 0; u < gold.size(); u++) {
        var cells = new ArrayList<>(what(first.examples().get(e), u));
        if (labelled) {
          cells.add(gold.get(u));
        }
        for (var c : columns) {
          var answer = c.set.of(c.head, e).get(u);
          cells.add(answer.label());
          cells.add(answer.label().isEmpty() ? "" : probability(answer));
        }
        text.append(row(cells));
      }
    }
    return text.toString();
  }

  private static List<String> what(Example example, int unit) {
    return switch (example) {
      case TaggedSentence s -> List.of(s.id(), Integer.toString(unit + 1), s.words().get(unit));
      case SentencePair p -> List.of(p.id(), p.premise(), p.hypothesis());
    };
  }

  private static String probability(Answer answer) {
    return String.format(Locale.ROOT, "%.4f", answer.probability());
  }

  private static String jsonl(List<AnsweredSet> sets) {
    var first = sets.getFirst();
    var columns = columns(sets);
    boolean labelled = first.labelled();
    var text = new StringBuilder();
    for (int e = 0; e < first.examples().size(); e++) {
      var line = example(first.examples().get(e), labelled);
      var all = line.putObject("answers");
      for (var c : columns) {
        var list = all.putArray(c.name());
        for (var answer : c.set.of(c.head, e)) {
          if (answer.label().isEmpty()) {
            list.addNull();
          } else {
            list.addObject()
                .put("label", answer.label())
                .put("probability", Double.parseDouble(probability(answer)));
          }
        }
      }
      text.append(JsonText.line(line)).append('\n');
    }
    return text.toString();
  }

  private static ObjectNode example(Example example, boolean labelled) {
    var line = JSON.createObjectNode();
    line.put("id", example.id()).put("language", example.language().code());
    switch (example) {
      case TaggedSentence s -> {
        s.words().forEach(line.putArray("words")::add);
        if (labelled) {
          s.tags().forEach(line.putArray("labels")::add);
        }
      }
      case SentencePair p -> {
        line.put("premise", p.premise()).put("hypothesis", p.hypothesis());
        if (labelled) {
          line.put("label", p.label());
        }
      }
    }
    return line;
  }

  private static String conllu(List<AnsweredSet> sets) {
    var first = sets.getFirst();
    var columns = columns(sets);
    var text = new StringBuilder();
    for (int e = 0; e < first.examples().size(); e++) {
      var sentence = (TaggedSentence) first.examples().get(e);
      text.append("# sent_id = ").append(sentence.id()).append('\n');
      text.append("# text = ").append(String.join(" ", sentence.words())).append('\n');
      for (int u = 0; u < sentence.words().size(); u++) {
        int unit = u;
        int at = e;
        var said = columns.getFirst();
        var answer = said.set.of(said.head, e).get(u).label();
        var misc = new ArrayList<String>();
        if (!sentence.tags().get(u).isEmpty()) {
          misc.add("Gold=" + sentence.tags().get(u));
        }
        for (var c : columns) {
          misc.add(c.name() + "=" + c.set.of(c.head, at).get(unit).label());
        }
        text.append(
            row(
                List.of(
                    Integer.toString(u + 1),
                    sentence.words().get(u),
                    "_",
                    answer.isEmpty() ? "_" : answer,
                    "_",
                    "_",
                    "_",
                    "_",
                    "_",
                    String.join("|", misc))));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
