package lamina.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows as CSV for people's spreadsheets and for programs, as RFC 4180 says. Numbers stay numbers; a
 * number that isn't there (NaN, or infinite) is an empty cell. A text that a spreadsheet would
 * compute (more than one character, the first of them {@code =}, {@code +}, {@code -}, {@code @}, a
 * tab or the end of a line) and that is no number gets an apostrophe before it, which spreadsheets
 * read as "this is text". What UTF-8 can't hold, a lone surrogate, becomes U+FFFD.
 */
public final class CsvText {
  private static final String COMPUTED = "=+-@\t\r\n";

  private final StringBuilder text = new StringBuilder();
  private final CSVPrinter printer;

  /**
   * Begins without rows.
   *
   * @param lineEnd between rows
   */
  public CsvText(String lineEnd) {
    try {
      printer = new CSVPrinter(text, CSVFormat.DEFAULT.builder().setRecordSeparator(lineEnd).get());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory holds it
    }
  }

  /** Adds a row of numbers, truth values and texts. */
  public CsvText row(Iterable<?> cells) {
    try {
      for (var cell : cells) {
        printer.print(cell(cell));
      }
      printer.println();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a row of numbers, truth values and texts. */
  public CsvText row(Object... cells) {
    return row(java.util.Arrays.asList(cells));
  }

  private static Object cell(Object value) {
    return switch (value) {
      case null -> "";
      case Number n when !Double.isFinite(n.doubleValue()) -> "";
      case CharSequence s -> safe(s.toString());
      default -> value;
    };
  }

  /** A text as a cell holds it. */
  static String safe(String text) {
    var whole = PlainText.wellFormed(text);
    return whole.length() > 1 && COMPUTED.indexOf(whole.charAt(0)) >= 0 && !number(whole)
        ? "'" + whole
        : whole;
  }

  private static boolean number(String text) {
    return text.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  }

  /** All rows. */
  @Override
  public String toString() {
    return text.toString();
  }
}
