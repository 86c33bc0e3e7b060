package lamina.chart.paint;

import java.awt.Color;

/** Colours around the data. */
public enum Theme {
  LIGHT(0xFFFFFF, 0x1F2328, 0x59636E, 0xE6EAEF, 0xCF222E),
  DARK(0x0D1117, 0xE6EDF3, 0x9198A1, 0x2A313C, 0xF85149);

  private final Color background;
  private final Color text;
  private final Color muted;
  private final Color grid;
  private final Color accent;

  Theme(int background, int text, int muted, int grid, int accent) {
    this.background = new Color(background);
    this.text = new Color(text);
    this.muted = new Color(muted);
    this.grid = new Color(grid);
    this.accent = new Color(accent);
  }

  Color background() {
    return background;
  }

  Color text() {
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
}
