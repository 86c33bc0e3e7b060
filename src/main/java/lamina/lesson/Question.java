package lamina.lesson;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import lamina.language.Language;
import lamina.model.ModelSummary.Role;

/** What a class guesses. The answer is found in labels, answers or scores, not in the file. */
public sealed interface Question {
  /** The models that it asks. */
  Set<Role> roles();

  /** What two sides are compared on. */
  enum Over {
    /** Right words of the lesson's sentence. */
    SENTENCE,
    /** Scores over the whole test data; what intervals can't tell apart counts as the same. */
    SCORES
  }

  /**
   * The tag of a word.
   *
   * @param word from 1
   * @param by whose tag is asked for; empty for the label
   * @param choices tags to choose from; whatever else a model says is "another tag"
   */
  record Tag(Language language, int word, Optional<Role> by, List<String> choices)
      implements Question {
    /** Copies the list. */
    public Tag {
      choices = List.copyOf(choices);
    }

    @Override
    public Set<Role> roles() {
      return by.map(Set::of).orElse(Set.of());
    }
  }

  /** How many words of a sentence a model tags right. */
  record Count(Role role, Language language) implements Question {
    @Override
    public Set<Role> roles() {
      return Set.of(role);
    }
  }

  /** In which language a model scores highest, or whether that can't be told. */
  record Best(Role role, List<Language> languages) implements Question {
    /** Copies the list. */
    public Best {
      languages = List.copyOf(languages);
    }

    @Override
    public Set<Role> roles() {
      return Set.of(role);
    }
  }

  /** Whether a lower layer mixed in is right more often than the last layer alone. */
  record Fusion(Role role, Language language, Over over) implements Question {
    @Override
    public Set<Role> roles() {
      return Set.of(role);
    }
  }

  /** Whether the student is right more often than the teacher. */
  record Student(Language language, Over over) implements Question {
    @Override
    public Set<Role> roles() {
      return Set.of(Role.values());
    }
  }

  /**
   * A question of the file's own, about nothing that models say.
   *
   * @param choices to choose from
   * @param answer the right one, from 1
   */
  record Written(List<String> choices, int answer) implements Question {
    /** Copies the list. */
    public Written {
      choices = List.copyOf(choices);
    }

    @Override
    public Set<Role> roles() {
      return Set.of();
    }
  }
}
