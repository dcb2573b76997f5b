package io.mediarouter.urgency;

import io.mediarouter.urgency.BareItem.Type;

/**
 * The reader of the values in a structured field (RFC 9651, section 4.2.3.1).
 *
 * @param text where they stand
 * @param cmcd whether strings may go beyond ASCII, and decimals have more than three places
 */
record BareItemReader(FieldText text, boolean cmcd) {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~:/";
  private static final String BASE64_MARKS = "+/=";

  /**
   * Takes the value that comes next.
   *
   * @throws MalformedFieldException if none does
   */
  BareItem read() {
    int first = text.peek();
    if (first == '-' || FieldText.isDigit(first)) {
      return number();
    }
    return first == '*' || FieldText.isLetter(first) ? token() : marked();
  }

  private BareItem number() {
    int start = text.position();
    text.skip('-');
    int whole = text.skipDigits();
    boolean decimal = text.skip('.');
    text.require(whole >= 1 && (decimal ? fits(whole, text.skipDigits()) : whole <= 15));
    return new BareItem(decimal ? Type.DECIMAL : Type.INTEGER, text.since(start));
  }

  private boolean fits(int whole, int places) {
    return places >= 1 && (cmcd ? whole + places <= 15 : whole <= 12 && places <= 3);
  }

  private BareItem token() {
    int start = text.position();
    while (isInToken(text.peek())) {
      text.next();
    }
    return new BareItem(Type.TOKEN, text.since(start));
  }

  private static boolean isInToken(int c) {
    return FieldText.isLetter(c) || FieldText.isDigit(c) || FieldText.isOneOf(TOKEN_MARKS, c);
  }

  /** A value whose first character tells its type. */
  private BareItem marked() {
    return switch (text.next()) {
      case '?' -> flag();
      case '"' -> string();
      case '%' -> displayString();
      case ':' -> bytes();
      case '@' -> date();
      default -> throw text.malformed();
    };
  }

  private BareItem flag() {
    return switch (text.next()) {
      case '0' -> BareItem.FALSE;
      case '1' -> BareItem.TRUE;
      default -> throw text.malformed();
    };
  }

  private BareItem string() {
    var content = new StringBuilder();
    for (int c = text.next(); c != '"'; c = text.next()) {
      int meant = c == '\\' ? text.next() : c;
      text.require(c == '\\' ? FieldText.isOneOf("\"\\", meant) : isInString(c));
      content.append((char) meant);
    }
    return new BareItem(Type.STRING, content.toString());
  }

  private boolean isInString(int c) {
    return cmcd ? c >= ' ' : FieldText.isPlain(c);
  }

  private BareItem displayString() {
    text.require(text.next() == '"');
    for (int c = text.next(); c != '"'; c = text.next()) {
      text.require(FieldText.isPlain(c));
    }
    return BareItem.OTHER;
  }

  private BareItem bytes() {
    for (int c = text.next(); c != ':'; c = text.next()) {
      text.require(
          FieldText.isLetter(c) || FieldText.isDigit(c) || FieldText.isOneOf(BASE64_MARKS, c));
    }
    return BareItem.OTHER;
  }

  private BareItem date() {
    text.require(number().isInteger());
    return BareItem.OTHER;
  }
}
