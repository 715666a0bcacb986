#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// output[g] = sum over stretch g of the input of x², or, where LAST, √(Σ x) over all of it: the norm of a list in two dispatches.
//
// One workgroup sums one stretch of at most `stretch` vectors (layout.glsl), always in the same order.
//
// input   count vectors
// output  [groups], groups = ceil(count / stretch)
// A workgroup is a power of two, at most 256.
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "workgroup_tree.glsl"

layout(constant_id = 4) const bool LAST = false;

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint stretch;
    uint groups;
} p;

void main()
{
    uint group = group_index();
    bool inside = group < p.groups;
    uint end = inside ? min((group + 1) * p.stretch, p.count) : 0;
    VECTOR sum = VECTOR(0);
    for (uint i = group * p.stretch + gl_LocalInvocationID.x; i < end; i += gl_WorkGroupSize.x) {
        VECTOR x = LOAD(input_data, p.input_base / WIDTH + i);
        sum += LAST ? x : x * x;
    }
    float own = 0.0;
    [[unroll]] for (int i = 0; i < WIDTH; i++)
        own += COMPONENT(sum, i);
    float total = across_workgroup(JOIN_SUM, own);
    if (inside && gl_LocalInvocationID.x == 0)
        output_data[p.output_base + group] = LAST ? sqrt(total) : total;
}
