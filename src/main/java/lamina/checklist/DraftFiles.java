package lamina.checklist;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import lamina.files.AtomicFile;
import lamina.files.JsonText;

/** A draft as Markdown and as JSON. */
public final class DraftFiles {
  /** The checklist's answers. */
  public static final String CHECKLIST = "checklist.md";

  /** All of it for programs. */
  public static final String JSON = "checklist.json";

  /** Folder of the cards, each named after its model. */
  public static final String CARDS = "cards";

  private static final String HEAD =
      "| of | what | value | record | field |\n|---|---|---|---|---|\n";

  private DraftFiles() {}

  /**
   * Writes the files, each whole or not at all.
   *
   * @param json whether it is written as JSON, too
   * @return the files
   * @throws lamina.problem.Problem where one can't be written
   */
  public static List<Path> write(Draft draft, Path folder, boolean json) {
    var files = new ArrayList<Path>();
    files.add(folder.resolve(CHECKLIST));
    AtomicFile.write(files.getLast(), checklist(draft));
    draft
        .cards()
        .forEach(
            (name, sections) -> {
              files.add(folder.resolve(CARDS).resolve(name + ".md"));
              AtomicFile.write(files.getLast(), card(name, sections));
            });
    if (json) {
      files.add(folder.resolve(JSON));
      AtomicFile.write(files.getLast(), JsonText.pretty(json(draft)) + "\n");
    }
    return files;
  }

  /** The checklist's answers as Markdown. */
  static String checklist(Draft draft) {
    return "# Draft of the Responsible NLP checklist, sections B and C\n\n"
        + "Drafted from the records that are named beside each value; nothing else is said. The"
        + " questions are put in other words than the checklist's own: "
        + Question.URL
        + ". Yes or no, and the section of the paper, are yours to fill in, and sections A, D and E"
        + " are not drafted.\n"
        + sections(draft.checklist(), "## ");
  }

  /** A model's card as Markdown. */
  static String card(String name, List<Section> sections) {
    return "# "
        + cell(name)
        + "\n\nA draft of a model card from the records that are named beside each value.\n"
        + sections(sections, "## ");
  }

  private static String sections(List<Section> sections, String mark) {
    var text = new StringBuilder();
    for (var s : sections) {
      boolean asked = s.title().endsWith("?");
      text.append("\n").append(mark).append(asked ? s.id() + ". " : "").append(s.title());
      text.append("\n\n");
      if (!s.facts().isEmpty()) {
        text.append(HEAD);
        alike(s.facts()).forEach(facts -> text.append(row(facts)));
      }
      if (!s.facts().isEmpty() && !s.open().isEmpty()) {
        text.append("\n");
      }
      s.open()
          .forEach(
              o ->
                  text.append("- **Not in the records**: ")
                      .append(cell(o))
                      .append("; fill in by hand.\n"));
    }
    return text.toString();
  }

  /** What records of one name say alike of several is one row, where the first of them stood. */
  private static Collection<List<Fact>> alike(List<Fact> facts) {
    return facts.stream()
        .collect(
            Collectors.groupingBy(
                f -> new Fact("", f.what(), f.value(), name(f), f.field()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values();
  }

  private static String name(Fact f) {
    return f.file().substring(f.file().lastIndexOf('/') + 1);
  }

  private static String row(List<Fact> facts) {
    var f = facts.getFirst();
    var subjects = facts.stream().map(Fact::subject).distinct().toList();
    boolean one = facts.stream().map(Fact::file).distinct().count() == 1;
    return "| "
        + String.join(
            " | ",
            cell(String.join(", ", subjects)),
            cell(f.what()),
            cell(f.value()),
            one ? code(f.file()) : code(name(f)) + " of each",
            code(f.field()))
        + " |\n";
  }

  private static String code(String text) {
    return "`" + text.replaceAll("\\s+", " ").replace("`", "'").replace("|", "\\|") + "`";
  }

  /** What a record says is shown, whatever Markdown would make of it. */
  private static String cell(String text) {
    return text.replaceAll("\\s+", " ")
        .replaceAll("([\\\\`*_|<>])", "\\\\$1")
        .replace("](", "]\\(");
  }

  /** All of it as JSON. */
  public static ObjectNode json(Draft draft) {
    var root = new ObjectMapper().createObjectNode();
    root.put("checklist", Question.URL);
    sections(root.putArray("answers"), draft.checklist());
    var cards = root.putObject("cards");
    draft.cards().forEach((name, sections) -> sections(cards.putArray(name), sections));
    return root;
  }

  private static void sections(ArrayNode into, List<Section> sections) {
    for (var s : sections) {
      var section = into.addObject().put("id", s.id()).put("title", s.title());
      var facts = section.putArray("facts");
      for (var f : s.facts()) {
        facts
            .addObject()
            .put("of", f.subject())
            .put("what", f.what())
            .put("value", f.value())
            .put("file", f.file())
            .put("field", f.field());
      }
      var open = section.putArray("notInTheRecords");
      s.open().forEach(open::add);
    }
  }
}
