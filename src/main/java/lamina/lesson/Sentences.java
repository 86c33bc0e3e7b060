package lamina.lesson;

import java.util.LinkedHashMap;
import java.util.Map;
import lamina.data.TaggedSentence;
import lamina.data.format.SampleData;
import lamina.language.Language;
import lamina.problem.Problem;

/** The sentences of a lesson: those of its file, or those of the sample data with its id. */
public final class Sentences {
  private Sentences() {}

  /**
   * Finds them and checks what the lesson says of their words.
   *
   * @return one a language of the lesson, by its code
   * @throws Problem naming the file and what it asks for that there isn't
   */
  public static Map<String, TaggedSentence> of(Lesson lesson, SampleData sample) {
    var found = new LinkedHashMap<String, TaggedSentence>();
    for (var language : lesson.languages()) {
      found.put(
          language.code(),
          lesson.id().isPresent()
              ? sampled(lesson, sample, language)
              : sentence(lesson, lesson.own(), language));
    }
    for (var step : lesson.steps()) {
      check(lesson, step, found);
    }
    return found;
  }

  private static TaggedSentence sampled(Lesson lesson, SampleData sample, Language language) {
    var id = lesson.id().get();
    if (!sample.parallelLanguages(lesson.task()).contains(language)) {
      throw new Problem(
          lesson.file()
              + ", setting \"languages\": the sample data has no translations in "
              + language.name()
              + "; it has "
              + sample.parallelLanguages(lesson.task()).stream().map(Language::code).toList()
              + ". Choose of these, or write the sentence out under \"sentences\".");
    }
    return (TaggedSentence)
        sample
            .example(lesson.task(), language, id)
            .orElseThrow(
                () ->
                    new Problem(
                        lesson.file()
                            + ", setting \"sentence\": the sample data has no sentence \""
                            + id
                            + "\" in "
                            + language.name()
                            + "; take a sent_id of sample-data/"
                            + lesson.task().key()
                            + "/en.conllu."));
  }

  private static void check(Lesson lesson, Step step, Map<String, TaggedSentence> sentences) {
    for (var text : step.texts()) {
      for (var blank : Placeholder.in(text)) {
        blank
            .language()
            .filter(l -> blank.word() > 0)
            .ifPresent(
                l ->
                    word(lesson, step, sentence(lesson, sentences, l), blank.word(), blank.name()));
      }
    }
    if (step instanceof Step.Guess guess && guess.question() instanceof Question.Tag tag) {
      var sentence = sentence(lesson, sentences, tag.language());
      word(lesson, step, sentence, tag.word(), "word");
      var label = sentence.tags().get(tag.word() - 1);
      if (tag.by().isEmpty() && !tag.choices().contains(label)) {
        throw new Problem(
            lesson.file()
                + ", step at line "
                + step.title().line()
                + ", setting \"choices\": word "
                + tag.word()
                + " is labelled "
                + label
                + ", which isn't among them; add it.");
      }
    }
  }

  private static TaggedSentence sentence(
      Lesson lesson, Map<String, TaggedSentence> sentences, Language language) {
    var found = sentences.get(language.code());
    if (found == null) {
      throw new Problem(
          lesson.file()
              + ": there is no sentence in "
              + language.name()
              + "; add it to \"languages\" or under \"sentences\".");
    }
    return found;
  }

  private static void word(
      Lesson lesson, Step step, TaggedSentence sentence, int word, String setting) {
    if (word > sentence.words().size()) {
      throw new Problem(
          lesson.file()
              + ", step at line "
              + step.title().line()
              + ", \""
              + setting
              + "\": the sentence in "
              + sentence.language().name()
              + " has "
              + sentence.words().size()
              + " words; choose one from 1 to "
              + sentence.words().size()
              + ".");
    }
  }
}
