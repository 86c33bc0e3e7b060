package lamina.text.file;

import java.util.Optional;
import java.util.Set;

/**
 * What Lamina does itself with native code's pieces, as a tokenizer's files say it.
 *
 * @param template special pieces around a text
 * @param unknown stands for a word of which the tokenizer leaves nothing; empty where the
 *     vocabulary has no such piece
 * @param spaces what a space becomes in pieces, such as {@code ▁}; none where a space only ends a
 *     word
 * @param spaceFirst whether words that are given one by one need a space before them, because the
 *     tokenizer puts none there
 */
public record TokenizerRules(
    PieceTemplate template,
    Optional<SpecialPiece> unknown,
    Set<String> spaces,
    boolean spaceFirst) {
  /** Copies the set. */
  public TokenizerRules {
    spaces = Set.copyOf(spaces);
  }

  /** Whether a piece holds more than spaces. */
  public boolean holds(String piece) {
    var rest = piece;
    for (var space : spaces) {
      rest = rest.replace(space, "");
    }
    return !rest.isEmpty();
  }
}
