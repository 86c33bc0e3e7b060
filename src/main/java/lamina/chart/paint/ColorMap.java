package lamina.chart.paint;

import java.awt.Color;

/**
 * Colours for values: cividis (Nunez, Anderton and Renslow, PLOS ONE 2018) from low to high, and
 * ColorBrewer's BrBG around 0, by linear pieces between their anchors. Both are safe for the colour
 * blind.
 */
public final class ColorMap {
  private static final int[] ANCHORS = {
    0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55,
    0xFEE838
  };

  private static final int[] BROWN_TO_TEAL = {
    0x543005, 0x8C510A, 0xBF812D, 0xDFC27D, 0xF6E8C3, 0xF5F5F5, 0xC7EAE5, 0x80CDC1, 0x35978F,
    0x01665E, 0x003C30
  };

  /** The same course for a dark page, on which a light middle would stand out most. */
  private static final int[] BROWN_TO_TEAL_DARK = {
    0xF6C777, 0xD9A04E, 0xAE7932, 0x7D5626, 0x4C3A24, 0x262C33, 0x1F4A4B, 0x1D7069, 0x2E9A8C,
    0x58C4B3, 0x9BE8DB
  };

  private static final double PALE = 0.4;

  private ColorMap() {}

  /** The colour of a difference from -1, brown, over 0, nearly white, to 1, teal. */
  public static Color diverging(double value) {
    return between(BROWN_TO_TEAL, (Math.clamp(value, -1, 1) + 1) / 2);
  }

  /** The same, with a middle like the page. */
  static Color diverging(double value, Theme theme) {
    return theme == Theme.DARK
        ? between(BROWN_TO_TEAL_DARK, (Math.clamp(value, -1, 1) + 1) / 2)
        : diverging(value);
  }

  /** The colour of a value from 0 to 1. */
  public static Color cividis(double value) {
    return between(ANCHORS, Math.clamp(value, 0, 1));
  }

  private static Color between(int[] anchors, double share) {
    double at = share * (anchors.length - 1);
    int lower = Math.min((int) at, anchors.length - 2);
    int a = anchors[lower];
    int b = anchors[lower + 1];
    return new Color(mix(a, b, 16, at - lower), mix(a, b, 8, at - lower), mix(a, b, 0, at - lower));
  }

  private static int mix(int from, int to, int shift, double share) {
    int a = from >> shift & 0xFF;
    int b = to >> shift & 0xFF;
    return (int) Math.round(a + share * (b - a));
  }

  /** The same for what no test tells from 0. */
  static Color pale(double share) {
    var full = diverging(share);
    return new Color(mixed(full.getRed()), mixed(full.getGreen()), mixed(full.getBlue()));
  }

  private static int mixed(int part) {
    return (int) Math.round(255 - PALE * (255 - part));
  }
}
