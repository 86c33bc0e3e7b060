package lamina.chart.export;

import java.lang.Character.UnicodeScript;
import java.text.Bidi;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Texts as TeX reads them. */
public final class TexText {
  /** Scripts that LuaLaTeX shapes only where it is told to. */
  private static final Set<UnicodeScript> SHAPED =
      EnumSet.of(
          UnicodeScript.ARABIC,
          UnicodeScript.HEBREW,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.BENGALI,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.GUJARATI,
          UnicodeScript.MALAYALAM,
          UnicodeScript.GURMUKHI,
          UnicodeScript.MYANMAR,
          UnicodeScript.THAI);

  /** Characters that TeX takes two of for another one. */
  private static final String JOINED = "-',";

  private TexText() {}

  /** A text for a comment: one line. */
  public static String line(String text) {
    return DrawableText.drawable(text);
  }

  /**
   * Text on one line as TeX reads it, marked with the script that it must be shaped for. LuaTeX
   * turns the direction of text only where it is told to, so that what runs from right to left is
   * marked run by run.
   */
  public static String escaped(String given) {
    var text = DrawableText.drawable(given);
    return text.codePoints()
        .mapToObj(UnicodeScript::of)
        .filter(SHAPED::contains)
        .findFirst()
        .map(script -> marked(text, script))
        .orElseGet(() -> plain(text));
  }

  private static String marked(String text, UnicodeScript script) {
    if (script != UnicodeScript.ARABIC && script != UnicodeScript.HEBREW) {
      return String.format("\\LaminaScript{%s}{%s}", name(script), plain(text));
    }
    var runs = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    var out = new StringBuilder();
    boolean leftwards = false;
    for (int i = 0; i < runs.getRunCount(); i++) {
      int level = runs.getRunLevel(i);
      var run = plain(text.substring(runs.getRunStart(i), runs.getRunLimit(i)));
      boolean now = level > 0 || runs.getBaseLevel() > 0;
      if (now && !leftwards) {
        out.append("\\LaminaRtl{").append(name(script)).append("}{");
      } else if (!now && leftwards) {
        out.append('}');
      }
      leftwards = now;
      boolean turned = now && level % 2 == 0; // Latin and digits among Arabic
      out.append(turned ? "\\LaminaLtr{" + run + "}" : run);
    }
    return leftwards ? out.append('}').toString() : out.toString();
  }

  private static String name(UnicodeScript script) {
    return script.name().charAt(0) + script.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static String plain(String text) {
    var out = new StringBuilder();
    int before = -1;
    for (int c : text.codePoints().toArray()) {
      if (c == before && JOINED.indexOf(c) >= 0) {
        out.append("{}");
      }
      plain(c, out);
      before = c;
    }
    return out.toString();
  }

  private static void plain(int c, StringBuilder out) {
    switch (c) {
      case '\\' -> out.append("\\textbackslash{}");
      case '~' -> out.append("\\textasciitilde{}");
      case '^' -> out.append("\\textasciicircum{}");
      case '−' -> out.append("$-$");
      case '±' -> out.append("$\\pm$");
      case '×' -> out.append("$\\times$");
      case '≠' -> out.append("$\\ne$");
      case '≤' -> out.append("$\\le$");
      case '≥' -> out.append("$\\ge$");
      case '→' -> out.append("$\\to$");
      case '<' -> out.append("\\textless{}");
      case '>' -> out.append("\\textgreater{}");
      case '|' -> out.append("\\textbar{}");
      case '"', '`' -> out.append("\\char").append(c).append("{}"); // typed, they are quotes
      case 0xFFFD -> out.append('?'); // which no font of TeX has
      case '&', '%', '$', '#', '_', '{', '}' -> out.append('\\').appendCodePoint(c);
      default -> out.appendCodePoint(c);
    }
  }
}
