package lamina.text.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lamina.files.Document;

/**
 * Where special pieces stand around one text and around two, as a tokenizer's file gives it: BERT
 * reads {@code [CLS] A [SEP] B [SEP]}, XLM-R {@code <s> A </s></s> B </s>}.
 *
 * @param single of one text
 * @param pair of two texts
 */
public record PieceTemplate(List<Slot> single, List<Slot> pair) {
  private static final int MOST_SLOTS = 20;
  private static final int DEEPEST = 3;

  /** A place in a template. */
  public sealed interface Slot {
    /** Token type of what stands here, 0 or more. */
    int type();
  }

  /** A special piece. */
  public record Special(SpecialPiece piece, int type) implements Slot {}

  /**
   * A text.
   *
   * @param second whether it is the second of a pair
   */
  public record Text(boolean second, int type) implements Slot {}

  /** Copies the lists. */
  public PieceTemplate {
    single = List.copyOf(single);
    pair = List.copyOf(pair);
  }

  /** BERT's: {@code first A last}, and {@code first A last B last} with type 1 from B on. */
  static PieceTemplate bert(SpecialPiece first, SpecialPiece last) {
    return new PieceTemplate(
        List.of(new Special(first, 0), new Text(false, 0), new Special(last, 0)),
        List.of(
            new Special(first, 0),
            new Text(false, 0),
            new Special(last, 0),
            new Text(true, 1),
            new Special(last, 1)));
  }

  /** RoBERTa's: two separators between two texts, and type 0 throughout. */
  private static PieceTemplate roberta(SpecialPiece first, SpecialPiece last) {
    var open = List.<Slot>of(new Special(first, 0), new Text(false, 0), new Special(last, 0));
    var rest = List.<Slot>of(new Special(last, 0), new Text(true, 0), new Special(last, 0));
    return new PieceTemplate(open, Stream.concat(open.stream(), rest.stream()).toList());
  }

  /**
   * Reads the template of a post-processor.
   *
   * @return nothing where it adds no special piece
   * @throws lamina.problem.Problem where it isn't one that a tokenizer has
   */
  static Optional<PieceTemplate> of(Document processor) {
    return of(processor, 0);
  }

  private static Optional<PieceTemplate> of(Document processor, int depth) {
    return switch (processor.get("type").text()) {
      case "BertProcessing" ->
          Optional.of(bert(named(processor.get("cls")), named(processor.get("sep"))));
      case "RobertaProcessing" ->
          Optional.of(roberta(named(processor.get("cls")), named(processor.get("sep"))));
      case "TemplateProcessing" -> {
        var specials = processor.get("special_tokens").members();
        yield Optional.of(
            new PieceTemplate(
                slots(processor.get("single"), specials, false),
                slots(processor.get("pair"), specials, true)));
      }
      case "Sequence" ->
          depth >= DEEPEST
              ? Optional.empty()
              : processor.get("processors").items().stream()
                  .flatMap(p -> of(p, depth + 1).stream())
                  .findFirst();
      default -> Optional.empty();
    };
  }

  /** A special piece as BERT's and RoBERTa's processors name it: its text and its id. */
  private static SpecialPiece named(Document pair) {
    var items = pair.items();
    if (items.size() != 2) {
      throw pair.wrong("a special piece and its id were expected");
    }
    return new SpecialPiece(
        TokenizerParts.text(items.get(0), 0, 100), items.get(1).whole(0, TokenizerFile.MOST_ID));
  }

  private static List<Slot> slots(
      Document template, Map<String, Document> specials, boolean ofTwo) {
    var slots = new ArrayList<Slot>();
    for (var slot : template.items()) {
      var members = slot.members();
      if (members.containsKey("Sequence")) {
        var text = members.get("Sequence");
        boolean second = text.get("id").text().equals("B");
        slots.add(new Text(second, type(text)));
      } else {
        var special = slot.get("SpecialToken");
        slots.addAll(specials(special, specials));
      }
      if (slots.size() > MOST_SLOTS) {
        throw template.wrong("more than " + MOST_SLOTS + " pieces and texts stand in it");
      }
    }
    long first = slots.stream().filter(s -> s instanceof Text t && !t.second).count();
    long second = slots.stream().filter(s -> s instanceof Text t && t.second).count();
    if (first != 1 || second != (ofTwo ? 1 : 0)) {
      throw template.wrong(
          ofTwo
              ? "the texts A and B were expected, each once"
              : "the text A was expected, once, and no other");
    }
    return slots;
  }

  private static List<Slot> specials(Document special, Map<String, Document> known) {
    var name = special.get("id").text();
    if (!known.containsKey(name)) {
      throw special.wrong("\"" + name + "\" isn't among its special_tokens");
    }
    var ids = known.get(name).get("ids").items();
    var texts = known.get(name).get("tokens").items();
    if (ids.size() != texts.size()) {
      throw known.get(name).wrong("as many tokens as ids were expected");
    }
    var slots = new ArrayList<Slot>();
    for (int i = 0; i < ids.size(); i++) {
      var text = TokenizerParts.text(texts.get(i), 0, 100);
      var piece = new SpecialPiece(text, ids.get(i).whole(0, TokenizerFile.MOST_ID));
      slots.add(new Special(piece, type(special)));
    }
    return slots;
  }

  private static int type(Document slot) {
    return slot.get("type_id").whole(0, 1);
  }

  /** Special pieces around one text. */
  public int aroundOne() {
    return single.size() - 1;
  }

  /** Special pieces around two texts. */
  public int aroundTwo() {
    return pair.size() - 2;
  }

  /** The largest id of its special pieces; -1 where there is none. */
  int largestId() {
    return Stream.concat(single.stream(), pair.stream())
        .filter(Special.class::isInstance)
        .mapToInt(s -> (int) ((Special) s).piece.id())
        .max()
        .orElse(-1);
  }

  /** The same without token types: of a tokenizer whose model isn't given any. */
  PieceTemplate untyped() {
    return new PieceTemplate(untyped(single), untyped(pair));
  }

  private static List<Slot> untyped(List<Slot> slots) {
    return slots.stream()
        .map(
            s ->
                switch (s) {
                  case Special p -> (Slot) new Special(p.piece, 0);
                  case Text t -> new Text(t.second, 0);
                })
        .toList();
  }
}
