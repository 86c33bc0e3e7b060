package lamina.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lamina.files.Sha256;
import lamina.language.Language;
import lamina.problem.Problem;

/**
 * The examples of one file, or of several in one language.
 *
 * @param name what to call it, for example {@code ar.conllu}
 * @param language language of all its examples
 * @param sha256 hash of the file's bytes, and of what a person says of its labels, hexadecimal; of
 *     several files that of their hashes
 * @param notes what was assumed or left out in reading, in sentences that name the file
 * @param parts the files that it was read from, in order
 */
public record Dataset(
    Task task,
    Language language,
    String name,
    String sha256,
    List<Example> examples,
    List<String> notes,
    List<Part> parts) {
  /**
   * A file of several.
   *
   * @param name of the file
   * @param examples how many of them are from it
   */
  public record Part(String name, int examples) {}

  /** Copies the lists. */
  public Dataset {
    examples = List.copyOf(examples);
    notes = List.copyOf(notes);
    parts = List.copyOf(parts);
  }

  /** The examples of one file, about which there is nothing to say. */
  public Dataset(Task task, Language language, String name, String sha256, List<Example> examples) {
    this(task, language, name, sha256, examples, List.of());
  }

  /**
   * The examples of one file.
   *
   * @param said notes that don't name the file
   */
  public Dataset(
      Task task,
      Language language,
      String name,
      String sha256,
      List<Example> examples,
      List<String> said) {
    this(
        task,
        language,
        name,
        sha256,
        examples,
        said.stream().map(s -> name + ": " + s).toList(),
        List.of(new Part(name, examples.size())));
  }

  /**
   * Several files of one language as one set.
   *
   * @param sets at least one
   * @throws Problem naming the files where their languages differ
   */
  public static Dataset pooled(List<Dataset> sets) {
    var first = sets.getFirst();
    if (sets.size() == 1) {
      return first;
    }
    if (sets.stream().map(Dataset::language).distinct().count() > 1) {
      throw new Problem(
          sets.stream()
                  .map(s -> s.name + " is in " + s.language.name())
                  .collect(Collectors.joining(", "))
              + "; files of one language were expected.");
    }
    var names = sets.stream().map(Dataset::name).collect(Collectors.joining(" + "));
    var examples = new ArrayList<Example>();
    var notes = new ArrayList<String>();
    var parts = new ArrayList<Part>();
    for (var set : sets) {
      examples.addAll(set.examples);
      notes.addAll(set.notes);
      parts.addAll(set.parts);
    }
    notes.add(names + " are scored as one set in " + first.language.name() + ".");
    var hashes = sets.stream().map(Dataset::sha256).collect(Collectors.joining());
    var hash = Sha256.of(hashes.getBytes(StandardCharsets.US_ASCII));
    return new Dataset(first.task, first.language, names, hash, examples, notes, parts);
  }

  /** Where an example stands: "de.conllu, line 8". */
  public String place(int index) {
    int from = 0;
    for (var part : parts) {
      if (index < from + part.examples) {
        return part.name + ", line " + examples.get(index).line();
      }
      from += part.examples;
    }
    return name;
  }
}
