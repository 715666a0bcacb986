#version 450
#extension GL_GOOGLE_include_directive : require
// new_average = keeps · average + takes · value, where keeps is the momentum and takes is 1 - keeps; average where the value is infinite or NaN.
// Where HAS_STEP_NUMBER takes is at least 9 / (10 + step_number).
//
// One invocation computes one vector (layout.glsl). It reads its own elements before it writes them and nobody else's, so new_average may lie
// where average does.
//
// average, value, new_average  count vectors
// step_number                  one number
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "finite.glsl"

layout(constant_id = 4) const bool HAS_STEP_NUMBER = false;

LAYOUT_BUFFER(0, Average, average_data);
LAYOUT_BUFFER(1, Value, value_data);
layout(binding = 2, set = 0) readonly buffer StepNumber { ELEMENT step_number_data[]; };
layout(binding = 3, set = 0) writeonly buffer NewAverage { STORED new_average_data[]; };

layout(push_constant) uniform Push {
    uint average_base;
    uint value_base;
    uint step_number_base;
    uint new_average_base;
    uint count;
    float keeps;
    float takes;
} p;

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    VECTOR average = LOAD(average_data, p.average_base / WIDTH + i);
    VECTOR value = LOAD(value_data, p.value_base / WIDTH + i);
    float takes = HAS_STEP_NUMBER ? max(p.takes, 9.0 / (10.0 + step_number_data[p.step_number_base])) : p.takes;
    // 1 - keeps would lose digits of the momenta that are used; where the step counts, there are few.
    float keeps = HAS_STEP_NUMBER ? 1.0 - takes : p.keeps;
    VECTOR moved = keeps * average + takes * value;
#if WIDTH == 4
    moved = mix(average, moved, bvec4(is_finite(value.x), is_finite(value.y), is_finite(value.z), is_finite(value.w)));
#else
    moved = is_finite(value) ? moved : average;
#endif
    new_average_data[p.new_average_base / WIDTH + i] = STORED(moved);
}
