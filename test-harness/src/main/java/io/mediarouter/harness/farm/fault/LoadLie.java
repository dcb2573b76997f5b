package io.mediarouter.harness.farm.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a server keeps its load to itself. */
public enum LoadLie {
  /** No header, and {@code /load} is not found. */
  @JsonProperty("silent")
  SILENT,
  /** A header and an answer of {@code /load} that mean nothing. */
  @JsonProperty("garbage")
  GARBAGE,
  /** {@code /load} does not answer; the header is right. */
  @JsonProperty("hang")
  HANG
}
