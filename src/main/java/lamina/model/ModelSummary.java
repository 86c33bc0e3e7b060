package lamina.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.fusion.Variant;
import lamina.fusion.Variants;

/**
 * What is known of a task model without loading its weights.
 *
 * @param name folder name; of models in use whose folders are named alike, with those above it
 * @param directory where it lies
 * @param role teacher or student
 * @param task the task that its heads were trained for
 * @param labels what its probabilities are told by: the task's labels, or its own where several of
 *     them count as one
 * @param layers number of transformer layers L; fusion layers run from 1 to L-1
 * @param teacherLayers layers of the teacher that it was distilled from, or {@code layers} itself:
 *     layer x of a student stands under teacher layer {@code x * teacherLayers / layers}
 * @param hiddenSize E
 * @param maxLength longest input in pieces, special tokens included
 * @param parameters all parameters of encoder and heads
 * @param embeddingParameters those of them in the embeddings
 * @param protocol {@code single}, {@code shared} or {@code frozen}; {@code external} for a model
 *     that another program fine-tuned, on data that isn't known
 * @param heads the heads whose weights are there
 * @param chosen the head chosen on English development data
 * @param licence of the weights, in words
 * @param notes what was assumed to take another program's model into use, in sentences
 * @param given what a person says that its labels count as
 */
public record ModelSummary(
    String name,
    Path directory,
    Role role,
    Task task,
    List<String> labels,
    int layers,
    int teacherLayers,
    int hiddenSize,
    int maxLength,
    long parameters,
    long embeddingParameters,
    String protocol,
    SortedSet<HeadKey> heads,
    HeadKey chosen,
    String licence,
    List<String> notes,
    LabelMap given) {
  /** The protocol that trains heads alone; its scores stand in no table with others. */
  public static final String FROZEN = "frozen";

  /** A model of whose labels nobody says anything. */
  public ModelSummary(
      String name,
      Path directory,
      Role role,
      Task task,
      List<String> labels,
      int layers,
      int teacherLayers,
      int hiddenSize,
      int maxLength,
      long parameters,
      long embeddingParameters,
      String protocol,
      SortedSet<HeadKey> heads,
      HeadKey chosen,
      String licence,
      List<String> notes) {
    this(
        name,
        directory,
        role,
        task,
        labels,
        layers,
        teacherLayers,
        hiddenSize,
        maxLength,
        parameters,
        embeddingParameters,
        protocol,
        heads,
        chosen,
        licence,
        notes,
        LabelMap.NONE);
  }

  /** Teacher, or a student distilled from one. */
  public enum Role {
    TEACHER,
    STUDENT;

    /** The one that this is compared with. */
    public Role other() {
      return this == TEACHER ? STUDENT : TEACHER;
    }
  }

  /** The same models, each under a name of its own. */
  public static List<ModelSummary> distinct(List<ModelSummary> models) {
    var named = new ArrayList<ModelSummary>();
    for (var model : models) {
      var taken = named.stream().map(ModelSummary::name).toList();
      named.add(model.named(nameAmong(taken, model.directory())));
    }
    return List.copyOf(named);
  }

  /** The folder's name, with as many of those above it as tell it from names that are taken. */
  public static String nameAmong(Collection<String> taken, Path directory) {
    var path = directory.toAbsolutePath().normalize();
    for (int parts = 1; parts <= path.getNameCount(); parts++) {
      var name = path.subpath(path.getNameCount() - parts, path.getNameCount()).toString();
      if (!taken.contains(name.replace('\\', '/'))) {
        return name.replace('\\', '/');
      }
    }
    return path.toString();
  }

  /** The same under another name, which tells it from a model whose folder is named alike. */
  public ModelSummary named(String other) {
    return with(other, role);
  }

  /** The same where it stands for a role: any model may be compared as teacher or as student. */
  public ModelSummary as(Role other) {
    return other == role ? this : with(name, other);
  }

  private ModelSummary with(String otherName, Role otherRole) {
    return new ModelSummary(
        otherName,
        directory,
        otherRole,
        task,
        labels,
        layers,
        teacherLayers,
        hiddenSize,
        maxLength,
        parameters,
        embeddingParameters,
        protocol,
        heads,
        chosen,
        licence,
        notes,
        given);
  }

  /** Whether its heads alone were trained, on an encoder at rest. */
  public boolean frozen() {
    return protocol.equals(FROZEN);
  }

  /** Whether another program fine-tuned it. */
  public boolean external() {
    return protocol.equals(ExternalClassifier.PROTOCOL);
  }

  /** The variants that have weights, in the order of {@link Variants}. */
  public List<Variant> variants() {
    return heads.stream().map(HeadKey::variant).distinct().sorted(Variants.KNOWN.order()).toList();
  }

  /** The fusion layers that a variant has heads for; empty for variants that ignore the layer. */
  public SortedSet<Integer> fusionLayers(Variant variant) {
    var found = new TreeSet<Integer>();
    heads.stream()
        .filter(h -> h.variant().equals(variant) && variant.usesLayer())
        .forEach(h -> found.add(h.layer()));
    return found;
  }
}
