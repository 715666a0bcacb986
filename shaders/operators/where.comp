// output[c] = condition[c] != 0 ? first[c] : second[c], each input repeated along the axes where its stride is 0.
//
// One invocation computes one element. Axis 0 is the innermost; axes from RANK on are not looked at.
//
// condition, first, second  any shape that broadcasts to the output; their strides along the output's axes
// output                    row-major, extents extent
// Assumptions: count = product of extent; RANK <= 6.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32
#include "kernel.glsl"

layout(constant_id = 4) const uint RANK = 6;

layout(binding = 0, set = 0) readonly buffer Condition { int condition_data[]; };
layout(binding = 1, set = 0) readonly buffer First { ELEMENT first_data[]; };
layout(binding = 2, set = 0) readonly buffer Second { ELEMENT second_data[]; };
layout(binding = 3, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint condition_base;
    uint first_base;
    uint second_base;
    uint output_base;
    uint count;
    uint extent0;
    uint extent1;
    uint extent2;
    uint extent3;
    uint extent4;
    uint extent5;
    uint condition_stride0;
    uint condition_stride1;
    uint condition_stride2;
    uint condition_stride3;
    uint condition_stride4;
    uint condition_stride5;
    uint first_stride0;
    uint first_stride1;
    uint first_stride2;
    uint first_stride3;
    uint first_stride4;
    uint first_stride5;
    uint second_stride0;
    uint second_stride1;
    uint second_stride2;
    uint second_stride3;
    uint second_stride4;
    uint second_stride5;
} p;

#define STEP(NUMBER, EXTENT, CONDITION_STRIDE, FIRST_STRIDE, SECOND_STRIDE) \
    if (RANK >= NUMBER) { \
        uint outer = RANK == NUMBER ? 0u : rest / EXTENT; \
        uint c = rest - outer * EXTENT; \
        condition += c * CONDITION_STRIDE; \
        first += c * FIRST_STRIDE; \
        second += c * SECOND_STRIDE; \
        rest = outer; \
    }

void main()
{
    uint place = invocation_index();
    if (place >= p.count)
        return;
    uint rest = place;
    uint condition = p.condition_base;
    uint first = p.first_base;
    uint second = p.second_base;
    STEP(1, p.extent0, p.condition_stride0, p.first_stride0, p.second_stride0)
    STEP(2, p.extent1, p.condition_stride1, p.first_stride1, p.second_stride1)
    STEP(3, p.extent2, p.condition_stride2, p.first_stride2, p.second_stride2)
    STEP(4, p.extent3, p.condition_stride3, p.first_stride3, p.second_stride3)
    STEP(5, p.extent4, p.condition_stride4, p.first_stride4, p.second_stride4)
    STEP(6, p.extent5, p.condition_stride5, p.first_stride5, p.second_stride5)
    if (condition_data[condition] != 0)
        output_data[p.output_base + place] = first_data[first];
    else
        output_data[p.output_base + place] = second_data[second];
}
