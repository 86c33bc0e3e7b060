package lamina.text.file;

/**
 * A piece that stands for no text: it begins, ends or separates, or stands for what is unknown.
 *
 * @param text as the vocabulary has it
 * @param id in the vocabulary
 */
public record SpecialPiece(String text, long id) {}
