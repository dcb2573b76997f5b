package io.mediarouter.vertx.door;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;

/**
 * A reader of an HTTP/1 connection's bytes, as they come, that finds what a decoder of requests
 * does not tell of: a field's line that begins with a space (obs-fold, RFC 9112, section 5.2) or
 * with what no name may, a name that the decoder may take for another, and what is lost of a
 * request when it asks for HTTP/2 and becomes one of that. It follows each request by the strict
 * reading of its length; who lets in another has to close the connection. For one thread.
 */
final class HeadScanner {
  /** What is wrong with a head. */
  enum Flaw {
    FOLDED("A field's line begins with a space: it goes on from the one before (obs-fold)."),
    NAMELESS("A field's line begins with what is part of no name."),
    ALIKE("A field's name is that of Content-Length or its like but for a letter."),
    CHUNK("A chunk of the body does not begin with its size, or a field behind it with its name."),
    LINE("A request's line is a method, a target and a version, each one space from the other."),
    UPGRADE("Who asks to go on with HTTP/2 names one host, and the length of a body once."),
    VERSION("Of HTTP/1, the versions 1.0 and 1.1 are served.");

    private final String detail;

    Flaw(String detail) {
      this.detail = detail;
    }

    /** What its client is told. */
    String detail() {
      return detail;
    }

    /** What is told of the flaw of that name. */
    static String detail(String name) {
      for (Flaw flaw : values()) {
        if (flaw.name().equals(name)) {
          return flaw.detail;
        }
      }
      return "The field " + HeadWatch.FIELD + " is not for clients.";
    }
  }

  private enum At {
    BETWEEN,
    METHOD,
    TARGET_START,
    TARGET,
    VERSION,
    REST_OF_LINE,
    LINE_START,
    LINE_END,
    NAME,
    VALUE,
    LENGTH,
    BODY,
    CHUNK_SIZE,
    CHUNK_LINE,
    CHUNK,
    TRAILER_START,
    TRAILER
  }

  private static final String VERSION_1_1 = "HTTP/1.1";

  /** What stands between a chunk and the size of the next. */
  private static final int LINE_END = 2;

  /** How the names begin that matter. */
  private static final String MATTERING = "cCtThH";

  private static final String AFTER_A_SIZE = ";\r\n \t";

  /** Longer than any body; a longer one is refused by the decoder. */
  private static final long MOST = Long.MAX_VALUE >> 8;

  private static final int DECIMAL = 10;
  private static final int HEX = 16;

  private final byte[] name = new byte[FieldName.LONGEST + 1];
  private int letters;
  private At at = At.BETWEEN;
  private long left;
  private long length;
  private boolean chunked;
  private boolean sized;
  private int hosts;
  private int lengths;
  private boolean upgrading;
  private Flaw flaw = Flaw.FOLDED;

  /** What was found last. */
  Flaw flaw() {
    return flaw;
  }

  /** What makes a whole head of what a decoder has got up to the flaw; empty in a body. */
  String completion() {
    return switch (at) {
      case BETWEEN, METHOD -> (at == At.BETWEEN ? "GET" : "") + " / HTTP/1.1\r\n";
      case TARGET_START -> "/ HTTP/1.1\r\n";
      case TARGET -> " HTTP/1.1\r\n";
      case VERSION -> VERSION_1_1.substring(letters) + "\r\n";
      case VALUE -> ": 0\r\n";
      case REST_OF_LINE, LINE_START, LINE_END, NAME, LENGTH -> "";
      case BODY, CHUNK_SIZE, CHUNK_LINE, CHUNK, TRAILER_START, TRAILER -> "";
    };
  }

  /**
   * Reads on.
   *
   * @return the index of the first byte of what is wrong, -1 = nothing is; having found something
   *     it must not be asked again
   */
  int read(ByteBuf bytes, int from, int to) {
    int i = from;
    while (i < to) {
      i = step(bytes, i, to);
      if (i < 0) {
        return -i - 1;
      }
    }
    return -1;
  }

  /** The index from where to go on; that of a flaw is negated and one less. */
  private int step(ByteBuf bytes, int i, int to) {
    return switch (at) {
      case BETWEEN -> begin(bytes.getByte(i), i);
      case METHOD -> method(bytes.getByte(i), i);
      case TARGET_START -> startTarget(bytes.getByte(i), i);
      case TARGET -> target(bytes.getByte(i), i);
      case VERSION -> version(bytes.getByte(i), i);
      case REST_OF_LINE, VALUE -> skipLine(bytes, i, to, At.LINE_START);
      case LINE_START -> startLine(bytes.getByte(i), i);
      case LINE_END -> endHead(bytes.getByte(i), i);
      case NAME -> name(bytes.getByte(i), i);
      case LENGTH -> length(bytes.getByte(i), i);
      case BODY -> skip(i, to, At.BETWEEN);
      case CHUNK_SIZE -> chunkSize(bytes.getByte(i), i);
      case CHUNK_LINE -> skipLine(bytes, i, to, left == 0 ? At.TRAILER_START : At.CHUNK);
      case CHUNK -> skip(i, to, At.CHUNK_SIZE);
      case TRAILER_START -> startTrailer(bytes.getByte(i), i);
      case TRAILER -> skipLine(bytes, i, to, At.TRAILER_START);
    };
  }

  private int found(Flaw what, int i) {
    flaw = what;
    return -i - 1;
  }

  private int begin(byte b, int i) {
    if (b == '\r' || b == '\n') {
      return i + 1;
    }
    length = 0;
    chunked = false;
    hosts = 0;
    lengths = 0;
    upgrading = false;
    if (!FieldName.mayHold(b)) {
      return found(Flaw.LINE, i);
    }
    at = At.METHOD;
    return i;
  }

  /** What has no version, or no method, the decoder refuses by itself. */
  private int method(byte b, int i) {
    if (b == ' ') {
      at = At.TARGET_START;
    } else if (b == '\r' || b == '\n') {
      at = At.REST_OF_LINE;
      return i;
    } else if (!FieldName.mayHold(b)) {
      return found(Flaw.LINE, i);
    }
    return i + 1;
  }

  private int startTarget(byte b, int i) {
    if (b == ' ' || b == '\t') {
      return found(Flaw.LINE, i);
    }
    at = At.TARGET;
    return i;
  }

  private int target(byte b, int i) {
    if (b == ' ') {
      at = At.VERSION;
      letters = 0;
      return i + 1;
    }
    if (b == '\t') {
      return found(Flaw.LINE, i);
    }
    if (b == '\r' || b == '\n') {
      at = At.REST_OF_LINE;
      return i;
    }
    return i + 1;
  }

  /** The last of its letters may be one of two. */
  private int version(byte b, int i) {
    if (letters == VERSION_1_1.length()) {
      if (b != '\r' && b != '\n') {
        return found(Flaw.LINE, i);
      }
      at = At.REST_OF_LINE;
      return i;
    }
    boolean last = letters == VERSION_1_1.length() - 1;
    if (b != VERSION_1_1.charAt(letters) && !(last && b == '0')) {
      return found(mayBeAVersion(b) ? Flaw.VERSION : Flaw.LINE, i);
    }
    letters++;
    return i + 1;
  }

  /** What is not named HTTP is behind a space in the target. */
  private boolean mayBeAVersion(byte b) {
    return letters > VERSION_1_1.indexOf('/')
        || Character.toUpperCase((char) b) == VERSION_1_1.charAt(letters);
  }

  private int skipLine(ByteBuf bytes, int i, int to, At next) {
    int end = bytes.indexOf(i, to, (byte) '\n');
    if (end < 0) {
      return to;
    }
    at = next;
    return end + 1;
  }

  private int skip(int i, int to, At next) {
    int skipped = (int) Math.min(left, to - i);
    left -= skipped;
    if (left == 0) {
      at = next;
    }
    return i + skipped;
  }

  private int startLine(byte b, int i) {
    boolean last = b == '\r' || b == '\n';
    if (last && upgrading && (hosts != 1 || lengths > 1)) {
      return found(Flaw.UPGRADE, i);
    }
    if (b == '\r') {
      at = At.LINE_END;
      return i + 1;
    }
    if (b == '\n') {
      return endHead(b, i);
    }
    if (b == ' ' || b == '\t') {
      return found(Flaw.FOLDED, i);
    }
    if (!FieldName.mayHold(b)) {
      return found(Flaw.NAMELESS, i);
    }
    letters = 0;
    at = At.NAME;
    return i;
  }

  private int endHead(byte b, int i) {
    if (b != '\n') {
      return found(Flaw.NAMELESS, i);
    }
    left = chunked ? 0 : length;
    at = chunked ? At.CHUNK_SIZE : length > 0 ? At.BODY : At.BETWEEN;
    return i + 1;
  }

  private int name(byte b, int i) {
    if (b == ':') {
      return endName(i);
    }
    if (b == '\n') {
      at = At.LINE_START;
    } else if (letters < name.length) {
      name[letters++] = b;
    }
    return i + 1;
  }

  private int endName(int i) {
    at = At.VALUE;
    if (MATTERING.indexOf(name[0]) < 0) {
      return i + 1;
    }
    var written = new AsciiString(name, 0, letters, false);
    if (written.contentEqualsIgnoreCase("content-length")) {
      at = At.LENGTH;
      length = 0;
      lengths++;
    } else if (written.contentEqualsIgnoreCase("transfer-encoding")) {
      chunked = true;
      lengths++;
    } else if (written.contentEqualsIgnoreCase("host")) {
      hosts++;
    } else if (written.contentEqualsIgnoreCase("http2-settings")) {
      upgrading = true;
    } else if (FieldName.isAlmostOfFraming(written)) {
      return found(Flaw.ALIKE, i);
    }
    return i + 1;
  }

  private int length(byte b, int i) {
    int digit = Character.digit(b, DECIMAL);
    if (digit >= 0) {
      length = Math.min(MOST, length * DECIMAL + digit);
    } else if (b == '\n') {
      at = At.LINE_START;
    }
    return i + 1;
  }

  private int chunkSize(byte b, int i) {
    int digit = Character.digit(b, HEX);
    if (digit >= 0) {
      left = Math.min(MOST, left * HEX + digit);
      sized = true;
      return i + 1;
    }
    if (!sized || AFTER_A_SIZE.indexOf(b) < 0) {
      return found(Flaw.CHUNK, i);
    }
    at = At.CHUNK_LINE;
    left += left == 0 ? 0 : LINE_END;
    sized = false;
    return i;
  }

  private int startTrailer(byte b, int i) {
    if (b == '\n') {
      at = At.BETWEEN;
    } else if (b != '\r') {
      if (!FieldName.mayHold(b)) {
        return found(Flaw.CHUNK, i);
      }
      at = At.TRAILER;
    }
    return i + 1;
  }
}
