package lamina.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lamina.problem.Problem;

/**
 * Named tensors, or the part of them under one prefix. A part is a view: what is put into it is in
 * the whole.
 */
public final class Weights {
  private final NDManager manager;
  private final String source;
  private final String prefix;
  private final Map<String, RowTable> tensors;

  private Weights(NDManager manager, String source, String prefix, Map<String, RowTable> tensors) {
    this.manager = manager;
    this.source = source;
    this.prefix = prefix;
    this.tensors = tensors;
  }

  /**
   * No tensors yet.
   *
   * @param manager owns what is put in
   * @param source named in messages, for example the directory that they come from
   */
  public static Weights empty(NDManager manager, String source) {
    return new Weights(manager, source, "", new LinkedHashMap<>());
  }

  /** Those whose name begins with a prefix, the prefix left out. */
  public Weights under(String part) {
    return new Weights(manager, source, prefix + part, tensors);
  }

  /** Owner of the tensors. */
  public NDManager manager() {
    return manager;
  }

  /** Whether there is a tensor of that name. */
  public boolean has(String name) {
    return tensors.containsKey(prefix + name);
  }

  /** Adds a tensor, which the manager owns from now on. */
  public void put(String name, NDArray tensor) {
    put(name, RowTable.whole(tensor));
  }

  /** Adds a matrix that may not be read yet, which the manager owns from now on. */
  public void put(String name, RowTable table) {
    table.memory().attach(manager);
    tensors.put(prefix + name, table);
  }

  /** Takes out all tensors whose name begins with a prefix and frees them. */
  public void removeAll(String part) {
    var gone = names().stream().filter(n -> n.startsWith(part)).toList();
    for (var name : gone) {
      var table = there(name);
      tensors.remove(prefix + name);
      table.memory().close();
    }
  }

  /**
   * A tensor of a known shape; -1 stands for any size.
   *
   * @throws Problem naming the tensor where it is missing or has another shape
   */
  public NDArray get(String name, long... shape) {
    return table(name, shape).all();
  }

  /** The same, for those who say which rows they need. */
  public RowTable table(String name, long... shape) {
    var table = there(name);
    var found = table.memory().getShape().getShape();
    boolean same = found.length == shape.length;
    for (int i = 0; same && i < shape.length; i++) {
      same = shape[i] < 0 || shape[i] == found[i];
    }
    if (!same) {
      throw new Problem(
          source
              + ": tensor \""
              + prefix
              + name
              + "\" has shape "
              + table.memory().getShape()
              + "; "
              + new Shape(shape)
              + " was expected.");
    }
    return table;
  }

  private RowTable there(String name) {
    var table = tensors.get(prefix + name);
    if (table == null) {
      throw new Problem(source + ": tensor \"" + prefix + name + "\" is missing.");
    }
    return table;
  }

  /** Names, in the order in which they were put. */
  public List<String> names() {
    var names = new ArrayList<String>();
    for (var name : tensors.keySet()) {
      if (name.startsWith(prefix)) {
        names.add(name.substring(prefix.length()));
      }
    }
    return names;
  }

  /**
   * All tensors by name that are there whole, in the order in which they were put: those whose
   * numbers may change. {@link #stored} has the others.
   */
  public Map<String, NDArray> map() {
    var map = new LinkedHashMap<String, NDArray>();
    for (var name : names()) {
      var table = there(name);
      if (table.origin().isEmpty()) {
        map.put(name, table.memory());
      }
    }
    return map;
  }

  /** The tensors by name of which rows are read on demand, as their files hold them. */
  public Map<String, StoredTensor> stored() {
    var map = new LinkedHashMap<String, StoredTensor>();
    for (var name : names()) {
      there(name).origin().ifPresent(o -> map.put(name, o));
    }
    return map;
  }

  /** Reads the tensors of some names whole: from now on their numbers may change. */
  public Weights read(Predicate<String> wanted) {
    names().stream().filter(wanted).forEach(n -> there(n).all());
    return this;
  }

  /** The tensors by name, read or not, in the order in which they were put. */
  public Map<String, RowTable> tables() {
    var map = new LinkedHashMap<String, RowTable>();
    names().forEach(n -> map.put(n, there(n)));
    return map;
  }

  /** Number of values in all tensors. */
  public long count() {
    return names().stream().mapToLong(n -> there(n).memory().size()).sum();
  }
}
