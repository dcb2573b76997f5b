package io.mediarouter.harness.farm.transcode;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a task stands. */
public enum TaskState {
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("done")
  DONE,
  @JsonProperty("failed")
  FAILED,
  /** Ended on purpose: by request, because its client left, or because the server stopped. */
  @JsonProperty("killed")
  KILLED
}
