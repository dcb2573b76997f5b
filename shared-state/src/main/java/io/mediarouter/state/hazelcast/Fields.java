package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.FieldKind;
import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.request.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fields of common types are written: enums by name, moments to the nanosecond. */
final class Fields {
  private static final String[] NO_STRINGS = {};

  private Fields() {}

  static void write(CompactWriter out, String name, Instant instant) {
    out.writeInt64(name, instant.getEpochSecond());
    out.writeInt32(name + "Nanos", instant.getNano());
  }

  static Instant instant(CompactReader in, String name) {
    return Instant.ofEpochSecond(in.readInt64(name), in.readInt32(name + "Nanos"));
  }

  /** A moment that may be absent; in one field, which readers of older forms may lack. */
  static void writeOptional(CompactWriter out, String name, @Nullable Instant instant) {
    out.writeTimestampWithTimezone(name, instant == null ? null : instant.atOffset(ZoneOffset.UTC));
  }

  static @Nullable Instant optionalInstant(CompactReader in, String name) {
    var moment = in.readTimestampWithTimezone(name);
    return moment == null ? null : moment.toInstant();
  }

  /** A moment; null where there is none, or the writer did not know the field. */
  static @Nullable Instant addedInstant(CompactReader in, String name) {
    return in.getFieldKind(name) == FieldKind.NOT_AVAILABLE ? null : optionalInstant(in, name);
  }

  /** A string; null where there is none, or the writer did not know the field. */
  static @Nullable String addedString(CompactReader in, String name) {
    return in.getFieldKind(name) == FieldKind.NOT_AVAILABLE ? null : in.readString(name);
  }

  /** An effort; the least where the writer did not know the field. */
  static EncodingSpeed addedSpeed(CompactReader in, String name) {
    return added(in, name, EncodingSpeed.FAST, EncodingSpeed.class);
  }

  /** A constant; {@code absent} where the writer did not know the field. */
  static <E extends Enum<E>> E added(CompactReader in, String name, E absent, Class<E> type) {
    String constant = addedString(in, name);
    return constant == null ? absent : Enum.valueOf(type, constant);
  }

  /** A value of a form of its own; {@code absent} where the writer did not know the field. */
  static <T> T added(CompactReader in, String name, T absent) {
    return in.getFieldKind(name) == FieldKind.NOT_AVAILABLE ? absent : in.readCompact(name);
  }

  /**
   * A value of a form of its own; null where there is none, or the writer did not know the field.
   */
  static <T> @Nullable T nullable(CompactReader in, String name) {
    return in.getFieldKind(name) == FieldKind.NOT_AVAILABLE ? null : in.<T>readCompact(name);
  }

  static void write(CompactWriter out, String name, Duration duration) {
    out.writeInt64(name, duration.toNanos());
  }

  static Duration duration(CompactReader in, String name) {
    return Duration.ofNanos(in.readInt64(name));
  }

  /** A field that older writers do not have. */
  static long longOr(CompactReader in, String name, long absent) {
    return in.getFieldKind(name) == FieldKind.INT64 ? in.readInt64(name) : absent;
  }

  /** A number; null where there is none, or the writer did not know the field. */
  static @Nullable Long addedLong(CompactReader in, String name) {
    return in.getFieldKind(name) == FieldKind.NOT_AVAILABLE ? null : in.readNullableInt64(name);
  }

  /** A number that older members do not write. */
  static int intOr(CompactReader in, String name, int absent) {
    return in.getFieldKind(name) == FieldKind.INT32 ? in.readInt32(name) : absent;
  }

  static void write(CompactWriter out, String name, @Nullable Enum<?> constant) {
    out.writeString(name, constant == null ? null : constant.name());
  }

  static <E extends Enum<E>> E constant(CompactReader in, String name, Class<E> type) {
    return Enum.valueOf(type, in.readString(name));
  }

  static <E extends Enum<E>> @Nullable E nullable(CompactReader in, String name, Class<E> type) {
    String constant = in.readString(name);
    return constant == null ? null : Enum.valueOf(type, constant);
  }

  static void write(CompactWriter out, String name, AssetId asset) {
    out.writeString(name, asset.path());
  }

  static AssetId asset(CompactReader in) {
    return new AssetId(in.readString("asset"));
  }

  static void write(CompactWriter out, String name, Priority priority) {
    out.writeInt32(name, priority.urgency());
  }

  static Priority priority(CompactReader in) {
    return new Priority(in.readInt32("urgency"));
  }

  static void write(CompactWriter out, String name, List<String> strings) {
    out.writeArrayOfString(name, strings.toArray(NO_STRINGS));
  }

  static List<String> strings(CompactReader in, String name) {
    return List.of(in.readArrayOfString(name));
  }
}
