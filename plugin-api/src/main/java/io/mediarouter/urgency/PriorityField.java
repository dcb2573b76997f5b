package io.mediarouter.urgency;

import io.mediarouter.request.Priority;
import java.util.Optional;

/** The reader of the field {@code Priority} (RFC 9218). */
final class PriorityField {
  static final String NAME = "Priority";

  private static final String URGENCY = "u";

  private PriorityField() {}

  /** The urgency that the field's value states; empty if it states none in 0..7. */
  static Optional<Priority> read(String value) {
    DictionaryMember urgency = DictionaryReader.read(value).get(URGENCY);
    if (urgency == null || urgency.list()) {
      return Optional.empty();
    }
    return Optional.of(urgency.items().get(0))
        .filter(PriorityField::isUrgency)
        .map(PriorityField::of);
  }

  private static boolean isUrgency(BareItem item) {
    return item.isInteger() && item.number() >= 0 && item.number() <= 7;
  }

  private static Priority of(BareItem item) {
    return new Priority((int) item.number());
  }
}
