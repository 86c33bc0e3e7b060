package lamina.checklist;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is gathered for one answer; nothing is said twice. */
final class Notes {
  private final Set<Fact> facts = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();

  void fact(String subject, String what, String value, String file, String field) {
    facts.add(new Fact(subject, what, value, file, field));
  }

  /**
   * Something that no record says.
   *
   * @param what a clause, to stand behind "not in the records:"
   */
  void open(String what) {
    open.add(what);
  }

  Section section(String id, String title) {
    return new Section(id, title, List.copyOf(facts), List.copyOf(open));
  }

  /** The answer of some records to a question. */
  static Section of(Question question, String title, boolean all, List<Records> records) {
    var notes = new Notes();
    var asked = new ArrayList<>(records);
    asked.forEach(r -> r.tell(question, all, notes));
    question.unknown().forEach(notes::open);
    return notes.section(question.name(), title);
  }
}
