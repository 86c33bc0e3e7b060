package lamina.chart.export;

import java.util.Arrays;
import java.util.List;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.paint.FigurePainter;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.Theme;
import lamina.problem.Problem;

/** Sizes of publishers' columns, with type that is legible there. */
public enum ColumnPreset {
  ACL_COLUMN("acl1", "ACL, one column (7.7 cm)", Unit.CM, cm(7.7), 150, 8, 1.2),
  ACL_PAGE("acl2", "ACL, both columns (16 cm)", Unit.CM, cm(16), 200, 8, 1.2),
  ICML_COLUMN("icml1", "ICML, one column (3.25 in)", Unit.INCH, 3.25 * 72, 160, 8, 1.2),
  ICML_PAGE("icml2", "ICML, both columns (6.75 in)", Unit.INCH, 6.75 * 72, 200, 8, 1.2),
  NEURIPS("neurips", "NeurIPS, text width (5.5 in)", Unit.INCH, 5.5 * 72, 190, 8, 1.2),
  SLIDE("slide", "Slide, 16:9 (10 in)", Unit.INCH, 720, 380, 16, 3);

  private static final int DPI = 300;
  private static final double MOST = 2;

  private final String key;
  private final String label;
  private final Unit unit;
  private final double width;
  private final double height;
  private final double fontSize;
  private final double lineWidth;

  ColumnPreset(
      String key,
      String label,
      Unit unit,
      double width,
      double height,
      double fontSize,
      double lineWidth) {
    this.key = key;
    this.unit = unit;
    this.label = label;
    this.width = width;
    this.height = height;
    this.fontSize = fontSize;
    this.lineWidth = lineWidth;
  }

  /** What lengths are told in. */
  public enum Unit {
    CM(72 / 2.54),
    INCH(72);

    private final double points;

    Unit(double points) {
      this.points = points;
    }

    /** Points of one. */
    public double points() {
      return points;
    }
  }

  private static double cm(double length) {
    return length * Unit.CM.points;
  }

  /** What the publisher tells lengths in. */
  public Unit unit() {
    return unit;
  }

  /** Name on the command line. */
  public String key() {
    return key;
  }

  /**
   * The preset of a name.
   *
   * @throws Problem where there is none
   */
  public static ColumnPreset of(String key) {
    return Arrays.stream(values())
        .filter(p -> p.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "Unknown preset \""
                        + key
                        + "\": choose one of "
                        + String.join(", ", keys())
                        + "."));
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ColumnPreset::key).toList();
  }

  /** Name for a person. */
  public String label() {
    return label;
  }

  /** The same, as high as all of some figures need; a slide stays as high as it is. */
  public ExportSettings settings(List<Figure> figures, Provenance provenance) {
    var s = settings(provenance);
    double least =
        figures.stream()
            .mapToDouble(f -> FigurePainter.leastHeight(f, width, s.style()))
            .max()
            .orElse(0);
    double high = this == SLIDE ? height : Math.clamp(Math.ceil(least), height, MOST * width);
    return new ExportSettings(width, high, s.style(), s.dpi(), provenance);
  }

  /** The preset as settings: light, without title and caption except on a slide; in English. */
  public ExportSettings settings(Provenance provenance) {
    return new ExportSettings(
        width,
        height,
        new FigureStyle(Theme.LIGHT, fontSize, lineWidth, this == SLIDE, FigureWords.ENGLISH),
        DPI,
        provenance);
  }
}
