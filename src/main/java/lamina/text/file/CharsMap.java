package lamina.text.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import lamina.files.Document;

/**
 * Checks a precompiled character map of SentencePiece: a trie as a double array of 32-bit units
 * (its size in bytes comes first, little-endian) and behind it the replacements as UTF-8, each
 * ended by a zero byte. Native code follows the trie without looking at its bounds, so every unit
 * that a text could lead to is followed here once.
 */
final class CharsMap {
  private static final int MOST = 4 << 20;

  private final Document value;
  private final int[] units;
  private final byte[] replacements;
  private int longest;

  private CharsMap(Document value, int[] units, byte[] replacements) {
    this.value = value;
    this.units = units;
    this.replacements = replacements;
  }

  /**
   * A map that was checked.
   *
   * @param base64 the map
   * @param longest characters that one may become
   */
  record Checked(String base64, int longest) {}

  /**
   * Checks a map.
   *
   * @throws lamina.problem.Problem where it is damaged
   */
  static Checked check(Document value) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(value.text());
    } catch (IllegalArgumentException e) {
      throw value.wrong("the character map is no Base64; fetch the file again");
    }
    if (bytes.length < 4 || bytes.length > MOST) {
      throw damaged(value, "has " + bytes.length + " bytes");
    }
    var data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = data.getInt();
    if (size < 4 || size % 4 != 0 || size > data.remaining()) {
      throw damaged(value, "claims a trie of " + Integer.toUnsignedString(size) + " bytes");
    }
    var units = new int[size / 4];
    for (int i = 0; i < units.length; i++) {
      units[i] = data.getInt();
    }
    var replacements = new byte[data.remaining()];
    data.get(replacements);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(replacements));
    } catch (CharacterCodingException e) {
      throw damaged(value, "holds replacements that aren't UTF-8");
    }
    var map = new CharsMap(value, units, replacements);
    map.follow();
    return new Checked(Base64.getEncoder().encodeToString(bytes), map.longest);
  }

  private static lamina.problem.Problem damaged(Document value, String what) {
    return value.wrong("the character map " + what + "; it is damaged, fetch the file again");
  }

  private void follow() {
    var seen = new BitSet(units.length);
    var waiting = new int[units.length];
    int count = 0;
    int root = next(0, units[0]);
    seen.set(root);
    waiting[count++] = root;
    while (count > 0) {
      int state = waiting[--count];
      for (int label = 1; label < 256; label++) {
        int at = inside(state ^ label);
        int unit = units[at];
        if ((unit & (1 << 31 | 0xFF)) != label) {
          continue;
        }
        int to = next(at, unit);
        if ((unit >> 8 & 1) == 1) {
          replacement(units[to] & Integer.MAX_VALUE);
        }
        if (!seen.get(to)) {
          seen.set(to);
          waiting[count++] = to;
        }
      }
    }
  }

  private int next(int at, int unit) {
    long offset = ((unit & 0xFFFFFFFFL) >> 10) << ((unit & 1 << 9) >> 6);
    return inside(at ^ offset);
  }

  private int inside(long at) {
    if (at < 0 || at >= units.length) {
      throw damaged(value, "leads out of its " + units.length + " units");
    }
    return (int) at;
  }

  private void replacement(int begin) {
    if (begin > replacements.length
        || begin < replacements.length && (replacements[begin] & 0xC0) == 0x80) {
      throw damaged(value, "points to no replacement");
    }
    int characters = 0;
    for (int i = begin; i < replacements.length && replacements[i] != 0; i++) {
      characters += (replacements[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    longest = Math.max(longest, characters);
  }
}
