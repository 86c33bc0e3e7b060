package lamina.language;

/** A writing system. */
public enum Script {
  LATIN("Latin"),
  CYRILLIC("Cyrillic"),
  GREEK("Greek"),
  ARABIC("Arabic"),
  HEBREW("Hebrew"),
  DEVANAGARI("Devanagari"),
  BENGALI("Bengali"),
  GUJARATI("Gujarati"),
  GURMUKHI("Gurmukhi"),
  TAMIL("Tamil"),
  TELUGU("Telugu"),
  KANNADA("Kannada"),
  MALAYALAM("Malayalam"),
  THAI("Thai"),
  BURMESE("Burmese"),
  GEORGIAN("Georgian"),
  ARMENIAN("Armenian"),
  ETHIOPIC("Ethiopic"),
  HAN("Han"),
  KANA("Kana and Han"),
  HANGUL("Hangul"),
  /** Of a language that the table doesn't have. */
  UNKNOWN("script unknown");

  private final String label;

  Script(String label) {
    this.label = label;
  }

  /** English name of the script. */
  public String label() {
    return label;
  }

  /** Whether lines run from right to left. */
  public boolean rightToLeft() {
    return this == ARABIC || this == HEBREW;
  }
}
