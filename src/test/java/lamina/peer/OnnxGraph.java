package lamina.peer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model that is put together node by node (field numbers are onnx.proto's). Weights aren't
 * part of it: they are handed to the session as the memory they lie in.
 */
final class OnnxGraph {
  /** Domain of ONNX Runtime's own operators. */
  static final String MICROSOFT = "com.microsoft";

  private static final int IR_VERSION = 9;
  private static final int OPERATORS = 20; // the first with Gelu
  private static final int EXTERNAL = 1;

  /** Number types with their codes. */
  enum Type {
    FLOAT(1, OnnxJavaType.FLOAT),
    INT8(3, OnnxJavaType.INT8),
    INT64(7, OnnxJavaType.INT64),
    INT32(6, OnnxJavaType.INT32);

    private final int code;
    private final OnnxJavaType java;

    Type(int code, OnnxJavaType java) {
      this.code = code;
      this.java = java;
    }
  }

  private record Weight(Type type, long[] shape, MemorySegment values) {}

  private final ProtoMessage graph = new ProtoMessage().text(2, "encoder");
  private final Map<String, Weight> weights = new LinkedHashMap<>();

  /** A node without inputs, attributes and outputs yet; {@link Node#to} ends it. */
  Node node(String domain, String operator) {
    return new Node(new ProtoMessage().text(4, operator).text(7, domain));
  }

  Node node(String operator) {
    return node("", operator);
  }

  /** One operation. */
  final class Node {
    private final ProtoMessage message;

    private Node(ProtoMessage message) {
      this.message = message;
    }

    /** Adds inputs; an empty name leaves an optional one out. */
    Node of(String... inputs) {
      for (var input : inputs) {
        message.text(1, input);
      }
      return this;
    }

    Node with(String attribute, long value) {
      message.message(5, new ProtoMessage().text(1, attribute).integer(3, value).integer(20, 2));
      return this;
    }

    Node with(String attribute, float value) {
      message.message(5, new ProtoMessage().text(1, attribute).real(2, value).integer(20, 1));
      return this;
    }

    /** Ends the node and names its outputs; the first is returned. */
    String to(String... outputs) {
      for (var output : outputs) {
        message.text(2, output);
      }
      graph.message(1, message);
      return outputs[0];
    }
  }

  /** An input of the graph; its sizes are free. */
  String input(String name, Type type, int axes) {
    graph.message(11, value(name, type, axes));
    return name;
  }

  /** Makes a node's output one of the graph's. */
  void output(String name, int axes) {
    graph.message(12, value(name, Type.FLOAT, axes));
  }

  private static ProtoMessage value(String name, Type type, int axes) {
    var shape = new ProtoMessage();
    for (int i = 0; i < axes; i++) {
      shape.message(1, new ProtoMessage());
    }
    var tensor = new ProtoMessage().integer(1, type.code).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }

  /** A short vector of integers, inside the model. */
  String integers(String name, long... values) {
    var raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    graph.message(5, tensor(name, Type.INT64, values.length).bytes(9, raw.array()));
    return name;
  }

  /** A weight that stays where it is, outside of Java's heap. */
  String weight(String name, Type type, MemorySegment values, long... shape) {
    var place = new ProtoMessage().text(1, "location").text(2, "memory");
    graph.message(5, tensor(name, type, shape).message(13, place).integer(14, EXTERNAL));
    weights.put(name, new Weight(type, shape, values));
    return name;
  }

  private static ProtoMessage tensor(String name, Type type, long... shape) {
    var tensor = new ProtoMessage();
    for (long size : shape) {
      tensor.integer(1, size);
    }
    return tensor.integer(2, type.code).text(8, name);
  }

  /**
   * A session of the graph and the tensors that it uses.
   *
   * @param weights have to live as long as the session
   */
  record Opened(OrtSession session, List<OnnxTensor> weights) implements AutoCloseable {
    @Override
    public void close() throws OrtException {
      session.close();
      weights.forEach(OnnxTensor::close);
    }
  }

  /** Loads the model with all of the runtime's own optimisations. */
  Opened open(OrtSession.SessionOptions options) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    var tensors = new ArrayList<OnnxTensor>();
    var named = new LinkedHashMap<String, OnnxTensorLike>();
    for (var entry : weights.entrySet()) {
      var w = entry.getValue();
      var buffer = w.values.asByteBuffer().order(ByteOrder.nativeOrder());
      var tensor = OnnxTensor.createTensor(environment, buffer, w.shape, w.type.java);
      tensors.add(tensor);
      named.put(entry.getKey(), tensor);
    }
    options.addExternalInitializers(named);
    return new Opened(environment.createSession(model(), options), tensors);
  }

  private byte[] model() {
    return new ProtoMessage()
        .integer(1, IR_VERSION)
        .text(2, "lamina")
        .message(7, graph)
        .message(8, new ProtoMessage().text(1, "").integer(2, OPERATORS))
        .message(8, new ProtoMessage().text(1, MICROSOFT).integer(2, 1))
        .toBytes();
  }
}
