package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactSerializer;
import com.hazelcast.nio.serialization.compact.CompactWriter;

/** How a cell lies in a map: as JSON, beside which queries see whether it has a value. */
final class CellForm implements CompactSerializer<Cell> {
  /** False where the row was removed. */
  static final String PRESENT = "present";

  private static final String JSON = "json";

  @Override
  public Cell read(CompactReader in) {
    return Wire.CODEC.read(Cell.class, in.readArrayOfInt8(JSON));
  }

  @Override
  public void write(CompactWriter out, Cell cell) {
    out.writeBoolean(PRESENT, cell.value() != null);
    out.writeArrayOfInt8(JSON, Wire.CODEC.write(Cell.class, cell));
  }

  @Override
  public String getTypeName() {
    return "mediarouter.Row";
  }

  @Override
  public Class<Cell> getCompactClass() {
    return Cell.class;
  }
}
