package lamina.chart;

import java.awt.Color;

/** Cividis (Nunez, Anderton and Renslow, PLOS ONE 2018) by linear pieces between its anchors. */
final class ColorMap {
  private static final int[] ANCHORS = {
    0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55,
    0xFEE838
  };

  private ColorMap() {}

  /** The colour of a value from 0 to 1. */
  static Color cividis(double value) {
    double at = Math.clamp(value, 0, 1) * (ANCHORS.length - 1);
    int lower = Math.min((int) at, ANCHORS.length - 2);
    double share = at - lower;
    return new Color(mix(lower, 16, share), mix(lower, 8, share), mix(lower, 0, share));
  }

  private static int mix(int lower, int shift, double share) {
    int a = ANCHORS[lower] >> shift & 0xFF;
    int b = ANCHORS[lower + 1] >> shift & 0xFF;
    return (int) Math.round(a + share * (b - a));
  }
}
