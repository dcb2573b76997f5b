package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactSerializer;
import com.hazelcast.nio.serialization.compact.CompactWriter;

/**
 * The form in which a register lies in a map: as JSON, beside which queries see whether it has a
 * value.
 */
final class RegisterForm implements CompactSerializer<VersionedRegister> {
  /** False where the row was removed. */
  static final String PRESENT = "present";

  private static final String JSON = "json";

  @Override
  public VersionedRegister read(CompactReader in) {
    return Wire.CODEC.read(VersionedRegister.class, in.readArrayOfInt8(JSON));
  }

  @Override
  public void write(CompactWriter out, VersionedRegister register) {
    out.writeBoolean(PRESENT, register.value() != null);
    out.writeArrayOfInt8(JSON, Wire.CODEC.write(VersionedRegister.class, register));
  }

  @Override
  public String getTypeName() {
    return "mediarouter.Row";
  }

  @Override
  public Class<VersionedRegister> getCompactClass() {
    return VersionedRegister.class;
  }
}
