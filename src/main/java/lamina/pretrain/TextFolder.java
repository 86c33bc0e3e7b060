package lamina.pretrain;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lamina.problem.Problem;

/** A folder with one UTF-8 file a language, a sentence or a pair a line. */
final class TextFolder {
  private TextFolder() {}

  /**
   * The files of sentences, {@code XX.txt}, by language.
   *
   * @throws Problem where there is none
   */
  static Map<String, Path> sentences(Path folder) {
    return files(folder, "", ".txt", "XX.txt, one sentence of language XX a line");
  }

  /**
   * The files of translations, {@code en-XX.tsv}, by language.
   *
   * @throws Problem where there is none
   */
  static Map<String, Path> translations(Path folder) {
    return files(folder, "en-", ".tsv", "en-XX.tsv: English, a tab, the sentence in language XX");
  }

  private static Map<String, Path> files(Path folder, String begin, String end, String expected) {
    var found = new TreeMap<String, Path>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.list(folder)) {
        for (var file : entries.toList()) {
          var name = file.getFileName().toString();
          if (name.startsWith(begin)
              && name.endsWith(end)
              && name.length() > begin.length() + end.length()) {
            found.put(name.substring(begin.length(), name.length() - end.length()), file);
          }
        }
      } catch (IOException e) {
        throw new Problem(folder + ": could not be read (" + e.getMessage() + ").", e);
      }
    }
    if (found.isEmpty()) {
      throw new Problem(
          folder + ": there is no text to read; a directory with files " + expected + ".");
    }
    return found;
  }

  /**
   * All lines of a file.
   *
   * @throws Problem where it isn't UTF-8
   */
  static List<String> lines(Path file) {
    var lines = new ArrayList<String>();
    try (var in = Files.newBufferedReader(file)) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new Problem(
          file + ": after line " + lines.size() + " something isn't UTF-8; convert the file.", e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }
}
