#version 450
#extension GL_GOOGLE_include_directive : require
// output = activation((input - mean) · factor + term), and + residual before the activation where HAS_RESIDUAL; mean, factor and term are those of
// the element's channel.
// One workgroup computes a part of one vector of channels (channel_walk.glsl).
//
// input, residual, output [pictures][vectors][pixels] vectors (layout.glsl)
// coefficients            [vectors][3] vectors: mean, factor, term; 0 for channels past the last
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"

layout(constant_id = 5) const bool HAS_RESIDUAL = false;

LAYOUT_BUFFER(0, Input, input_data);
LAYOUT_BUFFER(1, Coefficients, coefficients_data);
LAYOUT_BUFFER(2, Residual, residual_data);
layout(binding = 3, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint coefficients_base;
    uint residual_base;
    uint output_base;
    uint vectors;
    uint pixels;
    uint pictures;
    uint depth;
    uint span;
    uint spans;
    uint parts;
    float activation_alpha;
    float activation_beta;
} p;

#include "channel_walk.glsl"

VECTOR mean;
VECTOR factor;
VECTOR term;

void visit(uint at)
{
    VECTOR y = (LOAD(input_data, p.input_base / WIDTH + at) - mean) * factor + term;
    if (HAS_RESIDUAL)
        y += LOAD(residual_data, p.residual_base / WIDTH + at);
    output_data[p.output_base / WIDTH + at] = STORED(activate(y, p.activation_alpha, p.activation_beta));
}

void main()
{
    uint vector = own_vector();
    if (vector >= p.vectors)
        return;
    uint at = p.coefficients_base / WIDTH + vector * 3;
    mean = LOAD(coefficients_data, at);
    factor = LOAD(coefficients_data, at + 1);
    term = LOAD(coefficients_data, at + 2);
    walk(vector);
}
