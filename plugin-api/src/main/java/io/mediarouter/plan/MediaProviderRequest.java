package io.mediarouter.plan;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.Priority;
import io.mediarouter.select.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decided, concrete order: by which option, in which rendition, from which servers.
 *
 * @param option how the request is served
 * @param rendition what is delivered; null = the original, or nothing
 * @param stored the stored form that is delivered; null where none is
 * @param candidates the servers to try, best first; empty for a rejection, and for joining what
 *     runs
 * @param priority how urgent it is
 */
public record MediaProviderRequest(
    PublishingOption option,
    @Nullable Rendition rendition,
    @Nullable StoredRendition stored,
    List<Candidate> candidates,
    Priority priority)
    implements Finding {}
