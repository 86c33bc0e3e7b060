package lamina.checklist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lamina.files.PlainText;

/**
 * A LICENCES file: paragraphs that begin with the files they are of, at the margin, and go on with
 * labelled lines, set in: {@code Source}, {@code Cite}, {@code Licence}.
 */
final class LicenceFile {
  static final String NAME = "LICENCES";

  private static final long MOST = 1 << 20;
  private static final Pattern LABELLED = Pattern.compile(" {2}([A-Z]\\w*) {2,}(\\S.*)");
  private static final Pattern FILES =
      Pattern.compile("[\\w*./-]+\\.(?:conllu|tsv|iob2|jsonl|csv|txt)\\b");

  private LicenceFile() {}

  /**
   * A paragraph.
   *
   * @param files names, in which {@code *} stands for any characters but a slash
   * @param labels what it says, by label
   */
  record Part(List<String> files, Map<String, String> labels) {
    /** Whether it is of a file, whose path is from the folder of the LICENCES file. */
    boolean covers(String path) {
      return files.stream()
          .map(f -> Pattern.quote(f).replace("*", "\\E[^/]*\\Q"))
          .anyMatch(path::matches);
    }
  }

  /** Reads the paragraphs that have labels. */
  static List<Part> read(Path file) {
    var parts = new ArrayList<Part>();
    for (var paragraph : PlainText.read(file, MOST).split("\\R\\s*\\R")) {
      var part = part(paragraph);
      if (!part.labels().isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static Part part(String paragraph) {
    var files = new ArrayList<String>();
    var labels = new LinkedHashMap<String, String>();
    var label = "";
    for (var line : paragraph.lines().toList()) {
      var labelled = LABELLED.matcher(line);
      if (labelled.matches()) {
        label = labelled.group(1);
        labels.put(label, labelled.group(2).strip());
      } else if (!label.isEmpty()) {
        labels.merge(label, line.strip(), (before, more) -> before + " " + more);
      } else if (!line.startsWith(" ")) {
        FILES.matcher(line).results().forEach(found -> files.add(found.group()));
      }
    }
    return new Part(files, labels);
  }
}
