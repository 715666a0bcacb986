#version 450
#extension GL_GOOGLE_include_directive : require
// Reduces each plane of channel-packed pictures (packed.glsl) to one vector:
//   FUNCTION 0: output[plane] = mean of input[plane][i]
//   FUNCTION 1: output[plane] = max of input[plane][i]
// One invocation computes one vector, element by element in order.
//
// input [planes][pixels], output [planes], in vectors of 4 channels
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "packed.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;

PACKED_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint planes;
    uint pixels;
} p;

void main()
{
    uint plane = invocation_index();
    if (plane >= p.planes)
        return;
    uint at = p.input_base / 4 + plane * p.pixels;
    vec4 result = FUNCTION == 1 ? vec4(-POSITIVE_INFINITY) : vec4(0);
    for (uint i = 0; i < p.pixels; i++) {
        vec4 value = LOAD4(input_data, at + i);
        if (FUNCTION == 1)
            result = vec4(maximum(result.x, value.x), maximum(result.y, value.y), maximum(result.z, value.z), maximum(result.w, value.w));
        else
            result += value;
    }
    if (FUNCTION == 0)
        result /= float(p.pixels);
    output_data[p.output_base / 4 + plane] = ELEMENT4(result);
}
