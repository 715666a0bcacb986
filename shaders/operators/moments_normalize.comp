#version 450
#extension GL_GOOGLE_include_directive : require
// output[i] = (input[i] - shift[g]) · factor[g] · scale[s] + bias[b]; scale and bias where HAS_SCALE and HAS_BIAS.
//
// One invocation computes one element. input, output: count elements over RANK axes, innermost first in extent0..4. shift, factor
// (from moments.comp), scale, bias: the elements their strides reach; 0 along an axis they are broadcast over.
// variants: f32 f16
#include "kernel.glsl"

layout(constant_id = 4) const uint RANK = 1;
layout(constant_id = 5) const bool HAS_SCALE = false;
layout(constant_id = 6) const bool HAS_BIAS = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Shift { float shift_data[]; };
layout(binding = 2, set = 0) readonly buffer Factor { float factor_data[]; };
layout(binding = 3, set = 0) readonly buffer Scale { ELEMENT scale_data[]; };
layout(binding = 4, set = 0) readonly buffer Bias { ELEMENT bias_data[]; };
layout(binding = 5, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint shift_base;
    uint factor_base;
    uint scale_base;
    uint bias_base;
    uint output_base;
    uint count;
    uint extent0;
    uint extent1;
    uint extent2;
    uint extent3;
    uint extent4;
    uint group_stride0;
    uint group_stride1;
    uint group_stride2;
    uint group_stride3;
    uint group_stride4;
    uint scale_stride0;
    uint scale_stride1;
    uint scale_stride2;
    uint scale_stride3;
    uint scale_stride4;
    uint bias_stride0;
    uint bias_stride1;
    uint bias_stride2;
    uint bias_stride3;
    uint bias_stride4;
} p;

void advance(uint axis, uint extent, uvec3 strides, inout uint rest, inout uvec3 place)
{
    if (axis >= RANK)
        return;
    uint at = axis + 1 == RANK ? rest : rest % extent;
    rest /= extent;
    place += at * strides;
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    uint rest = i;
    // Of the group, the scale and the bias.
    uvec3 place = uvec3(0);
    advance(0, p.extent0, uvec3(p.group_stride0, p.scale_stride0, p.bias_stride0), rest, place);
    advance(1, p.extent1, uvec3(p.group_stride1, p.scale_stride1, p.bias_stride1), rest, place);
    advance(2, p.extent2, uvec3(p.group_stride2, p.scale_stride2, p.bias_stride2), rest, place);
    advance(3, p.extent3, uvec3(p.group_stride3, p.scale_stride3, p.bias_stride3), rest, place);
    advance(4, p.extent4, uvec3(p.group_stride4, p.scale_stride4, p.bias_stride4), rest, place);
    float y = (VALUE(input_data[p.input_base + i]) - shift_data[p.shift_base + place.x]) * factor_data[p.factor_base + place.x];
    if (HAS_SCALE)
        y *= VALUE(scale_data[p.scale_base + place.y]);
    if (HAS_BIAS)
        y += VALUE(bias_data[p.bias_base + place.z]);
    output_data[p.output_base + i] = ELEMENT(y);
}
