package io.mediarouter.urgency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reader of dictionaries in structured fields (RFC 9651, section 4.2.2): one pass over the
 * text. A text that breaks the grammar anywhere says nothing at all. Parameters are checked and
 * dropped; of a key that comes twice the last one counts.
 */
final class DictionaryReader {
  /** Longest text that is read, in characters; longer ones say nothing. */
  static final int LONGEST = 4096;

  private final FieldText text;
  private final BareItemReader items;
  private final boolean capitals;

  private DictionaryReader(String text, boolean cmcd) {
    this.text = new FieldText(text);
    items = new BareItemReader(this.text, cmcd);
    capitals = cmcd;
  }

  /** The dictionary that {@code text} is; empty if it is none. */
  static Map<String, DictionaryMember> read(String text) {
    return read(text, false);
  }

  /**
   * The same for CMCD, whose custom keys have capitals, whose strings go beyond ASCII, and whose
   * decimals may have more than three places.
   */
  static Map<String, DictionaryMember> readCmcd(String text) {
    return read(text, true);
  }

  private static Map<String, DictionaryMember> read(String text, boolean cmcd) {
    if (text.length() > LONGEST) {
      return Map.of();
    }
    try {
      return new DictionaryReader(text, cmcd).members();
    } catch (MalformedFieldException e) {
      return Map.of();
    }
  }

  private Map<String, DictionaryMember> members() {
    Map<String, DictionaryMember> members = new HashMap<>();
    text.skipSpaces();
    while (text.peek() != FieldText.END) {
      members.put(key(), member());
      skipToNextMember();
    }
    return members;
  }

  private void skipToNextMember() {
    text.skipSpacesAndTabs();
    if (text.peek() == FieldText.END) {
      return;
    }
    text.require(text.next() == ',');
    text.skipSpacesAndTabs();
    text.require(text.peek() != FieldText.END);
  }

  private DictionaryMember member() {
    DictionaryMember member = text.skip('=') ? value() : DictionaryMember.of(BareItem.TRUE);
    skipParameters();
    return member;
  }

  private DictionaryMember value() {
    return text.skip('(')
        ? new DictionaryMember(innerList(), true)
        : DictionaryMember.of(items.read());
  }

  private List<BareItem> innerList() {
    List<BareItem> list = new ArrayList<>();
    text.skipSpaces();
    while (!text.skip(')')) {
      list.add(items.read());
      skipParameters();
      text.require(text.peek() == ' ' || text.peek() == ')');
      text.skipSpaces();
    }
    return list;
  }

  private void skipParameters() {
    while (text.skip(';')) {
      text.skipSpaces();
      key();
      if (text.skip('=')) {
        items.read();
      }
    }
  }

  private String key() {
    int start = text.position();
    int first = text.next();
    text.require(first == '*' || isKeyLetter(first));
    while (isInKey(text.peek())) {
      text.next();
    }
    return text.since(start);
  }

  private boolean isInKey(int c) {
    return isKeyLetter(c) || FieldText.isDigit(c) || FieldText.isOneOf("_-.*", c);
  }

  private boolean isKeyLetter(int c) {
    return capitals ? FieldText.isLetter(c) : FieldText.isLowerCase(c);
  }
}
