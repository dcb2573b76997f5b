package io.mediarouter.harness.farm.transcode;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A task as reported to clients.
 *
 * @param mediaSeconds seconds of output made
 * @param totalMediaSeconds seconds of output there will be; null while unknown
 * @param cpuSeconds processor time used, user and system
 * @param wallSeconds time since the start, up to the end
 * @param speed seconds of output per second of time
 * @param detail why it failed or was killed; null otherwise
 */
public record TaskReport(
    @JsonProperty("id") String id,
    @JsonProperty("state") TaskState state,
    @JsonProperty("media_seconds") double mediaSeconds,
    @JsonProperty("total_media_seconds") @Nullable Double totalMediaSeconds,
    @JsonProperty("cpu_seconds") double cpuSeconds,
    @JsonProperty("wall_seconds") double wallSeconds,
    @JsonProperty("speed") double speed,
    @JsonProperty("detail") @Nullable String detail) {}
