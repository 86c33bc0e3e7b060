package lamina.experiment;

import java.util.Locale;

/** What a score was measured on. */
public enum LanguageSplit {
  /** English development data, which chooses layers and checkpoints. */
  DEV,
  /** Test data of every language, which chooses nothing. */
  TEST;

  /** Name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
