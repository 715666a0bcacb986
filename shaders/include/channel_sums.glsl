// Two sums per channel over the parts of channel_walk.glsl: each part leaves a pair of vectors, or, where not FOLD, each of its lanes. What is
// left is summed by channel_totals.glsl. Include after a buffer of vectors sums_data and a push-constant block p with sums_base, slots (pairs for
// each vector of channels) and first_slot (those of earlier dispatches).
#ifndef CNNVULKAN_CHANNEL_SUMS_GLSL
#define CNNVULKAN_CHANNEL_SUMS_GLSL

#include "channel_walk.glsl"

// Whether the lanes of a workgroup add up theirs: in halves, always in the same order. The workgroup is a power of two, at most 64.
layout(constant_id = 5) const bool FOLD = false;

shared VECTOR first_sums[64];
shared VECTOR second_sums[64];

void leave_sums(uint vector, VECTOR first, VECTOR second)
{
    uint lane = gl_LocalInvocationID.x;
    uint kept = FOLD ? 1 : gl_WorkGroupSize.x;
    if (FOLD) {
        first_sums[lane] = first;
        second_sums[lane] = second;
        for (uint half_lanes = gl_WorkGroupSize.x / 2; half_lanes > 0; half_lanes /= 2) {
            barrier();
            if (lane < half_lanes) {
                first_sums[lane] += first_sums[lane + half_lanes];
                second_sums[lane] += second_sums[lane + half_lanes];
            }
        }
        first = first_sums[lane];
        second = second_sums[lane];
    }
    if (lane >= kept)
        return;
    uint at = p.sums_base / WIDTH + (vector * p.slots + p.first_slot + own_part() * kept + lane) * 2;
    sums_data[at] = STORED(first);
    sums_data[at + 1] = STORED(second);
}

#endif
