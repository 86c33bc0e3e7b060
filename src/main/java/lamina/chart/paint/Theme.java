package lamina.chart.paint;

import java.awt.Color;

/** Colours around the data. */
public enum Theme {
  LIGHT(0xFFFFFF, 0x1F2328, 0x59636E, 0xE6EAEF, 0xCF222E, 0x00704F, 0xB04500),
  DARK(0x0D1117, 0xE6EDF3, 0x9198A1, 0x2A313C, 0xF85149, 0x3FC79A, 0xFF9B54);

  private final Color background;
  private final Color text;
  private final Color muted;
  private final Color grid;
  private final Color accent;
  private final Color right;
  private final Color wrong;

  Theme(int background, int text, int muted, int grid, int accent, int right, int wrong) {
    this.background = new Color(background);
    this.text = new Color(text);
    this.muted = new Color(muted);
    this.grid = new Color(grid);
    this.accent = new Color(accent);
    this.right = new Color(right);
    this.wrong = new Color(wrong);
  }

  Color background() {
    return background;
  }

  public Color text() {
    return text;
  }

  Color muted() {
    return muted;
  }

  Color grid() {
    return grid;
  }

  public Color accent() {
    return accent;
  }

  /** Of right answers, beside a sign. */
  Color right() {
    return right;
  }

  /** Of wrong answers, beside a sign. */
  Color wrong() {
    return wrong;
  }
}
