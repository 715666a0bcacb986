#version 450
#extension GL_GOOGLE_include_directive : require
// output[i] = statistic[i] · weight + previous[i] · (1 - weight): a running average; the second term only where HAS_PREVIOUS.
//
// One invocation computes one element. statistic: count floats, whatever the element type (from moments.comp); previous, output: count
// elements in the same order.
// variants: f32 f16
#include "kernel.glsl"

layout(constant_id = 4) const bool HAS_PREVIOUS = false;

layout(binding = 0, set = 0) readonly buffer Statistic { float statistic_data[]; };
layout(binding = 1, set = 0) readonly buffer Previous { ELEMENT previous_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint statistic_base;
    uint previous_base;
    uint output_base;
    uint count;
    float weight;
} p;

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    float y = statistic_data[p.statistic_base + i] * p.weight;
    if (HAS_PREVIOUS)
        y += VALUE(previous_data[p.previous_base + i]) * (1.0 - p.weight);
    output_data[p.output_base + i] = ELEMENT(y);
}
