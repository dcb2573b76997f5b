package io.mediarouter.urgency;

import java.util.List;

/**
 * What a key of a dictionary stands for.
 *
 * @param items the value; those of an inner list, which may be none
 * @param list whether it is an inner list
 */
record DictionaryMember(List<BareItem> items, boolean list) {
  DictionaryMember {
    items = List.copyOf(items);
  }

  static DictionaryMember of(BareItem item) {
    return new DictionaryMember(List.of(item), false);
  }
}
