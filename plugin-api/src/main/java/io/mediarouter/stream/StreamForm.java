package io.mediarouter.stream;

/** One form of a stream's picture or sound, of which there are segments. */
public sealed interface StreamForm permits Rung, Sound {
  /** Its name in addresses, unique in its stream. */
  String name();

  /** The name of its coding (RFC 6381); empty = not known until something of it is made. */
  String codecs();
}
