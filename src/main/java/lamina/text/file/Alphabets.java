package lamina.text.file;

import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.util.LocaleData;
import com.ibm.icu.util.ULocale;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import lamina.language.Language;

/**
 * The characters that languages are written with: Unicode CLDR's exemplar characters (standard,
 * auxiliary, punctuation), upper and lower case, and ASCII's.
 */
final class Alphabets {
  private Alphabets() {}

  /** Characters, each a text of one code point. */
  static Set<String> of(Collection<Language> languages) {
    var found = new HashSet<String>();
    for (int c = 0x20; c < 0x7F; c++) {
      found.add(Character.toString(c));
    }
    for (var language : languages) {
      var data = LocaleData.getInstance(ULocale.forLanguageTag(language.code()));
      for (int kind :
          new int[] {LocaleData.ES_STANDARD, LocaleData.ES_AUXILIARY, LocaleData.ES_PUNCTUATION}) {
        add(data.getExemplarSet(UnicodeSet.CASE_INSENSITIVE, kind), found);
      }
    }
    return found;
  }

  private static void add(UnicodeSet set, Set<String> found) {
    if (set == null) {
      return;
    }
    for (var text : set) { // some alphabets have letters of several characters
      text.codePoints().mapToObj(Character::toString).forEach(found::add);
    }
  }
}
