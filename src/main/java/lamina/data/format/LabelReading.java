package lamina.data.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lamina.data.EntitySpan;
import lamina.data.Task;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How the labels of a set, of data or of a model, are read as a task's own. What a person says
 * comes first, then well-known other names; a label that neither knows is {@link #unknown}.
 *
 * <p>Tags of entities may be IOB2, IOB1, IOBES, BILOU or kinds alone: unless they are IOB2, a
 * sentence's entities are found as CoNLL's script finds them and written as IOB2. Entities of kinds
 * that the task doesn't have are {@code O}.
 */
public final class LabelReading {
  private static final String OUTSIDE = "O";
  private static final Pattern TAG = Pattern.compile("([BIESLUMbieslum])[-_](.+)");
  private static final Pattern GERMEVAL = Pattern.compile("(?:PER|ORG|LOC|OTH)(?:DERIV|PART)");

  /** A label's prefix (B, I, E, S, or O alone), its kind in its own set and in the task's. */
  private record Tag(char prefix, String own, String kind) {
    static final Tag OUT = new Tag('O', OUTSIDE, OUTSIDE);

    boolean entity() {
      return !kind.equals(OUTSIDE);
    }

    String text(String type) {
      return prefix == 'O' ? OUTSIDE : prefix + "-" + type;
    }
  }

  /**
   * What a label counts as.
   *
   * @param bare whether it is a kind of entity without a prefix
   */
  private record Target(String label, @Nullable Tag tag, boolean bare, String from, String to) {
    boolean renamed() {
      return !from.equalsIgnoreCase(to);
    }
  }

  private final Task task;
  private final Map<String, Target> targets;
  private final List<String> unknown;
  private final boolean convert;
  private final List<String> notes;

  private LabelReading(
      Task task,
      Map<String, Target> targets,
      List<String> unknown,
      boolean convert,
      List<String> notes) {
    this.task = task;
    this.targets = targets;
    this.unknown = List.copyOf(unknown);
    this.convert = convert;
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads the labels that data hold.
   *
   * @param given what a person says of them
   * @throws Problem where a person names a label that the task doesn't have
   */
  public static LabelReading of(Task task, Collection<String> labels, LabelMap given) {
    return of(task, labels, given, false);
  }

  /**
   * Reads the labels that a model gives. Here the set is whole, so that it tells IOB1: in data a
   * B-PER may be missing by chance.
   *
   * @param given what a person says of them
   * @throws Problem where a person names a label that the task doesn't have
   */
  public static LabelReading ofModel(Task task, Collection<String> labels, LabelMap given) {
    return of(task, labels, given, true);
  }

  private static LabelReading of(
      Task task, Collection<String> labels, LabelMap given, boolean whole) {
    var targets = new LinkedHashMap<String, Target>();
    var unknown = new ArrayList<String>();
    for (var label : new LinkedHashSet<>(labels)) {
      var found = task.marksEntities() ? entity(task, label, given) : plain(task, label, given);
      found.ifPresentOrElse(target -> targets.put(label, target), () -> unknown.add(label));
    }
    var scheme = task.marksEntities() ? scheme(targets.values(), whole) : Optional.<String>empty();
    var notes = new ArrayList<>(renamed(targets.values()));
    scheme.ifPresent(s -> notes.add(converted(s)));
    return new LabelReading(task, targets, unknown, scheme.isPresent(), notes);
  }

  /** The task that the labels are read as. */
  public Task task() {
    return task;
  }

  /** Labels that nobody knows, in the order given; nothing can be read while there are any. */
  public List<String> unknown() {
    return unknown;
  }

  /** Whether what a label counts as depends on those beside it. */
  public boolean converts() {
    return convert;
  }

  /** What was assumed, in sentences. */
  public List<String> notes() {
    return notes;
  }

  /** The same for sentences whose tags are IOB1: there an entity begins with I-. */
  LabelReading iob1() {
    if (convert) {
      return this;
    }
    var said = new ArrayList<>(notes);
    said.add(converted("IOB1"));
    return new LabelReading(task, targets, unknown, true, said);
  }

  /**
   * What one label counts as by itself, see {@link #read} for those of a sentence.
   *
   * @return empty for an unknown one
   */
  public Optional<String> read(String label) {
    return Optional.ofNullable(targets.get(label)).map(Target::label);
  }

  /**
   * What the labels of one sentence count as.
   *
   * @param labels of its words, all known; an empty one is that of a word without an answer and
   *     outside of all entities
   */
  public List<String> read(List<String> labels) {
    if (!task.marksEntities()) {
      return labels.stream().map(l -> target(l).label).toList();
    }
    var tags = labels.stream().map(l -> l.isEmpty() ? Tag.OUT : tag(l)).toList();
    return convert ? entities(tags) : tagByTag(tags);
  }

  private Target target(String known) {
    return Objects.requireNonNull(targets.get(known), known);
  }

  /** Of a label of a task that marks entities; each of them has a tag. */
  private Tag tag(String known) {
    return Objects.requireNonNull(target(known).tag, known);
  }

  private static List<String> entities(List<Tag> tags) {
    var found = new ArrayList<String>(java.util.Collections.nCopies(tags.size(), OUTSIDE));
    for (var span : EntitySpan.conlleval(tags.stream().map(t -> t.text(t.own)).toList())) {
      var kind = tags.get(span.begin()).kind;
      for (int i = span.begin(); i < span.end() && !kind.equals(OUTSIDE); i++) {
        found.set(i, (i == span.begin() ? "B-" : "I-") + kind);
      }
    }
    return List.copyOf(found);
  }

  /** An I- that continues none stays as it is, for each metric to judge. */
  private static List<String> tagByTag(List<Tag> tags) {
    var found = new ArrayList<String>();
    var before = Tag.OUT;
    for (var tag : tags) {
      // Two kinds of the set can be one of the task: where one follows the other, another begins.
      boolean other = tag.kind.equals(before.kind) && !tag.own.equals(before.own);
      found.add(!tag.entity() ? OUTSIDE : other ? "B-" + tag.kind : tag.text(tag.kind));
      before = tag;
    }
    return List.copyOf(found);
  }

  /**
   * Whether sentences are tagged in IOB1, where B- stands only between two entities of one kind:
   * some entity begins with I-, and each B- follows its own kind, or most entities begin so.
   *
   * @param sentences their labels, all known
   */
  boolean looksLikeIob1(Collection<List<String>> sentences) {
    int strays = 0;
    int begun = 0;
    int amid = 0;
    for (var sentence : sentences) {
      var before = Tag.OUT;
      for (var label : sentence) {
        var tag = tag(label);
        boolean follows = before.prefix != 'O' && before.own.equals(tag.own);
        begun += tag.prefix == 'B' ? 1 : 0;
        amid += tag.prefix == 'B' && follows ? 1 : 0;
        strays += tag.prefix == 'I' && !follows ? 1 : 0;
        before = tag;
      }
    }
    return strays > 0 && (begun == amid || strays > begun);
  }

  private static Optional<Target> plain(Task task, String label, LabelMap given) {
    var said = given.find(label);
    var wanted = said.orElse(label);
    var name = plainName(task, wanted);
    var other = task.otherNames().getOrDefault(name, name);
    var found =
        task.labels().stream()
            .filter(l -> plainName(task, l).equals(plainName(task, other)))
            .findFirst();
    if (found.isPresent()) {
      boolean number = task.writesNumbers() && wanted.matches("[0-9]");
      var from = number ? found.get() : label;
      return Optional.of(new Target(found.get(), null, false, from, found.get()));
    }
    return missing(task, said);
  }

  /** A label as other names are declared: case tells nothing, nor in phrases what joins words. */
  private static String plainName(Task task, String label) {
    return task.tagsWords()
        ? label.strip().toUpperCase(Locale.ROOT)
        : label.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]+", " ");
  }

  private static Optional<Target> missing(Task task, Optional<String> said) {
    said.ifPresent(
        s -> {
          throw new Problem(
              "Labels are to count as \""
                  + s
                  + "\"; "
                  + task.label()
                  + " has "
                  + (task.marksEntities()
                      ? String.join(", ", task.kinds()) + " and O"
                      : String.join(", ", task.labels()))
                  + (task.marksEntities() && s.length() > 2 && task.labels().contains(s)
                      ? "; leave the " + s.charAt(0) + "- out, which the label itself says."
                      : "."));
        });
    return Optional.empty();
  }

  private static Optional<Target> entity(Task task, String label, LabelMap given) {
    var whole = given.find(label);
    if (whole.isPresent()) {
      return parsed(
              task, label, whole.get(), kindOf(TAG.matcher(label).matches() ? label : whole.get()))
          .or(() -> missing(task, whole))
          .map(t -> new Target(t.label, t.tag, t.bare, label, whole.get()));
    }
    var own = kindOf(label);
    var kind = own.equals(label) ? Optional.<String>empty() : given.find(own);
    return parsed(task, label, kind.map(k -> prefix(label) + k).orElse(label), own)
        .or(() -> missing(task, kind));
  }

  /** "PER" of "B-PER". */
  private static String kindOf(String label) {
    var tag = TAG.matcher(label);
    return tag.matches() ? tag.group(2) : label;
  }

  private static String prefix(String label) {
    return label.substring(0, 2);
  }

  /**
   * A label read by its parts.
   *
   * @param wanted what it counts as; a kind alone takes the prefix of the label itself
   * @param own its kind in its own set
   */
  private static Optional<Target> parsed(Task task, String label, String wanted, String own) {
    var tag = TAG.matcher(wanted);
    boolean tagged = tag.matches();
    var named = tagged ? tag.group(2) : wanted;
    var kind = kind(task, named);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    boolean outside = kind.get().equals(OUTSIDE);
    boolean prefixed = TAG.matcher(label).matches();
    if (outside && !tagged && !prefixed) {
      return Optional.of(new Target(OUTSIDE, Tag.OUT, false, own, kind.get()));
    }
    char mark = Character.toUpperCase(tagged ? wanted.charAt(0) : prefixed ? label.charAt(0) : 'I');
    char prefix =
        switch (mark) {
          case 'L' -> 'E';
          case 'U' -> 'S';
          case 'M' -> 'I';
          default -> mark;
        };
    var iob2 = prefix == 'B' || prefix == 'S' ? "B-" : "I-";
    return Optional.of(
        new Target(
            outside ? OUTSIDE : iob2 + kind.get(),
            own.equals(OUTSIDE) ? Tag.OUT : new Tag(prefix, own, kind.get()),
            !tagged && !prefixed,
            own,
            kind.get()));
  }

  private static Optional<String> kind(Task task, String name) {
    var upper = name.strip().toUpperCase(Locale.ROOT);
    if (task.kinds().contains(upper)) {
      return Optional.of(upper);
    }
    return upper.equals(OUTSIDE) || GERMEVAL.matcher(upper).matches()
        ? Optional.of(OUTSIDE)
        : Optional.ofNullable(task.otherNames().get(upper));
  }

  /** The scheme of tags that can't be IOB2. */
  private static Optional<String> scheme(Collection<Target> targets, boolean whole) {
    var begin = new TreeSet<String>();
    var inside = new TreeSet<String>();
    boolean bare = false;
    for (var target : targets) {
      var tag = Objects.requireNonNull(target.tag, target.from);
      if (tag.prefix == 'E' || tag.prefix == 'S') {
        return Optional.of("IOBES or BILOU");
      }
      (tag.prefix == 'B' ? begin : inside).add(tag.own);
      bare |= target.bare;
    }
    inside.remove(OUTSIDE);
    if (bare) {
      return Optional.of("kinds alone (IO)");
    }
    return whole && !begin.containsAll(inside) ? Optional.of("IOB1") : Optional.empty();
  }

  private static String converted(String scheme) {
    return "The tags are "
        + scheme
        + "; their entities, as CoNLL's script finds them, are read as IOB2.";
  }

  private static List<String> renamed(Collection<Target> targets) {
    var by = new TreeMap<String, TreeSet<String>>();
    for (var target : targets) {
      if (target.renamed()) {
        by.computeIfAbsent(target.to, t -> new TreeSet<>()).add(target.from);
      }
    }
    var notes = new ArrayList<String>();
    by.forEach(
        (to, from) ->
            notes.add(
                String.join(", ", from)
                    + (from.size() == 1 ? " counts as " : " count as ")
                    + to
                    + "."));
    return notes;
  }
}
