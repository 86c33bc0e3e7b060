package lamina.tensor;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that the pickle of a state dict needs. None stands for code that is run here: each is
 * understood by {@link Pickle}, and any other is refused.
 */
final class PickleNames {
  static final String DICT = "collections.OrderedDict";
  static final String TENSOR = "torch._utils._rebuild_tensor";
  static final String TENSOR_2 = "torch._utils._rebuild_tensor_v2";
  static final String TENSOR_3 = "torch._utils._rebuild_tensor_v3";
  static final String PARAMETER = "torch._utils._rebuild_parameter";

  private static final Set<String> MAKERS = Set.of(DICT, TENSOR, TENSOR_2, TENSOR_3, PARAMETER);

  private static final Set<String> BYTES =
      Set.of("torch.UntypedStorage", "torch.storage.UntypedStorage");

  private static final Map<String, NumberType> STORAGES =
      Map.ofEntries(
          Map.entry("torch.DoubleStorage", NumberType.F64),
          Map.entry("torch.FloatStorage", NumberType.F32),
          Map.entry("torch.HalfStorage", NumberType.F16),
          Map.entry("torch.BFloat16Storage", NumberType.BF16),
          Map.entry("torch.LongStorage", NumberType.I64),
          Map.entry("torch.IntStorage", NumberType.I32),
          Map.entry("torch.ShortStorage", NumberType.I16),
          Map.entry("torch.CharStorage", NumberType.I8),
          Map.entry("torch.ByteStorage", NumberType.U8),
          Map.entry("torch.BoolStorage", NumberType.BOOL),
          Map.entry("torch.ComplexFloatStorage", NumberType.C64));

  private static final Map<String, NumberType> TYPES =
      Map.ofEntries(
          Map.entry("torch.float64", NumberType.F64),
          Map.entry("torch.float32", NumberType.F32),
          Map.entry("torch.float16", NumberType.F16),
          Map.entry("torch.bfloat16", NumberType.BF16),
          Map.entry("torch.int64", NumberType.I64),
          Map.entry("torch.int32", NumberType.I32),
          Map.entry("torch.int16", NumberType.I16),
          Map.entry("torch.int8", NumberType.I8),
          Map.entry("torch.uint64", NumberType.U64),
          Map.entry("torch.uint32", NumberType.U32),
          Map.entry("torch.uint16", NumberType.U16),
          Map.entry("torch.uint8", NumberType.U8),
          Map.entry("torch.bool", NumberType.BOOL),
          Map.entry("torch.float8_e4m3fn", NumberType.F8_E4M3),
          Map.entry("torch.float8_e5m2", NumberType.F8_E5M2),
          Map.entry("torch.complex64", NumberType.C64));

  private PickleNames() {}

  /** Whether a state dict needs a name. */
  static boolean known(String name) {
    return MAKERS.contains(name)
        || BYTES.contains(name)
        || STORAGES.containsKey(name)
        || TYPES.containsKey(name);
  }

  /** Whether a name is that of a storage without a type. */
  static boolean bytes(String name) {
    return BYTES.contains(name);
  }

  /** The type of numbers in a storage. */
  static Optional<NumberType> storage(String name) {
    return Optional.ofNullable(STORAGES.get(name));
  }

  /** The type of numbers that a name stands for. */
  static Optional<NumberType> type(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }
}
