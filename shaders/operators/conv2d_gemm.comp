#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Convolution as a matrix product whose left side is the weights and whose right side is read from the picture as it is (implicit GEMM):
//   output[n][o][y][x] = activate(bias[o] + residual[n][o][y][x]
//     + sum over c, ky, kx of weight(o, c, ky, kx) * input[n][g*C + c][y*STRIDE_H + ky*DILATION_H - pad_h][x*STRIDE_W + kx*DILATION_W - pad_w])
// where g is o's group and C = group_inputs; elements outside the input are 0.
// One invocation computes a register tile: OUT_TILE output channels of a group × 4*PIXEL_VECTORS neighbouring pixels of a row, so that a
// loaded weight serves many pixels and a loaded pixel many channels. Neighbouring invocations take neighbouring pixels.
//
// input  [N][groups*group_inputs][in_h][in_w]
// weight [groups][blocks][group_inputs][KERNEL_H][KERNEL_W][OUT_TILE], zero past the last channel of a group
// bias   [out_channels], read where HAS_BIAS
// residual, output [N][out_channels][out_h][out_w]; residual is read where HAS_RESIDUAL
// weight may be a slice of the blocks that starts at output channel first_channel; then groups = 1.
// count = N * groups * blocks * out_h * row_tiles, row_tiles = ceil(out_w / (4*PIXEL_VECTORS)); OUT_TILE and weight_base are multiples of 4.
// WHOLE_VECTORS: KERNEL 1×1, stride 1, no padding, in_h = 1, in_w a multiple of the tile's pixels, input_base one of 4: pixels are loaded
// four at a time.
// INSIDE: no tile reads outside its row and no filter outside the input: nothing is checked.
// variants: f32 f16
#include "kernel.glsl"
#include "activation.glsl"

layout(constant_id = 4) const uint OUT_TILE = 8;
layout(constant_id = 5) const uint PIXEL_VECTORS = 1;
layout(constant_id = 6) const uint KERNEL_H = 1;
layout(constant_id = 7) const uint KERNEL_W = 1;
layout(constant_id = 8) const uint STRIDE_H = 1;
layout(constant_id = 9) const uint STRIDE_W = 1;
layout(constant_id = 10) const uint DILATION_H = 1;
layout(constant_id = 11) const uint DILATION_W = 1;
layout(constant_id = 12) const bool WHOLE_VECTORS = false;
layout(constant_id = 13) const bool INSIDE = false;
layout(constant_id = 14) const bool HAS_BIAS = false;
layout(constant_id = 15) const bool HAS_RESIDUAL = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 0, set = 0) readonly buffer InputVectors { ELEMENT4 input_vectors[]; };
layout(binding = 1, set = 0) readonly buffer Weight { ELEMENT4 weight_data[]; };
layout(binding = 2, set = 0) readonly buffer Bias { ELEMENT bias_data[]; };
layout(binding = 3, set = 0) readonly buffer Residual { ELEMENT residual_data[]; };
layout(binding = 4, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint weight_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint count;
    uint blocks;
    uint groups;
    uint group_inputs;
    uint group_outputs;
    uint out_channels;
    uint first_channel;
    uint in_h;
    uint in_w;
    uint out_h;
    uint out_w;
    uint row_tiles;
    int pad_h;
    int pad_w;
    float activation_alpha;
    float activation_beta;
} p;

#include "conv_row.glsl"

// Channels a pass of the loop takes where it loads whole vectors: every pass stores and reloads the sums on drivers that mask loops.
const uint UNROLL = 4;

vec4 sum[OUT_TILE * PIXEL_VECTORS];
vec4 pixels[PIXEL_VECTORS];

// Adds one tap's share: the tile's pixels times the weights of all its channels.
void accumulate(uint weight)
{
    [[unroll]] for (uint i = 0; i < OUT_TILE / 4; i++) {
        vec4 w = VALUE4(weight_data[weight + i]);
        [[unroll]] for (uint v = 0; v < PIXEL_VECTORS; v++) {
            sum[(i * 4) * PIXEL_VECTORS + v] += w.x * pixels[v];
            sum[(i * 4 + 1) * PIXEL_VECTORS + v] += w.y * pixels[v];
            sum[(i * 4 + 2) * PIXEL_VECTORS + v] += w.z * pixels[v];
            sum[(i * 4 + 3) * PIXEL_VECTORS + v] += w.w * pixels[v];
        }
    }
}

// One channel of a 1×1 filter.
void accumulate_vectors(uint at, uint weight)
{
    [[unroll]] for (uint v = 0; v < PIXEL_VECTORS; v++)
        pixels[v] = VALUE4(input_vectors[at + v]);
    accumulate(weight);
}

void main()
{
    uint rest = invocation_index();
    if (rest >= p.count)
        return;
    uint x = rest % p.row_tiles * (4 * PIXEL_VECTORS);
    rest /= p.row_tiles;
    uint y = rest % p.out_h;
    rest /= p.out_h;
    uint block = rest % p.blocks;
    rest /= p.blocks;
    uint group = rest % p.groups;
    uint n = rest / p.groups;

    [[unroll]] for (uint i = 0; i < OUT_TILE * PIXEL_VECTORS; i++)
        sum[i] = vec4(0);
    uint plane = p.in_h * p.in_w;
    uint channel_start = p.input_base + (n * p.groups + group) * p.group_inputs * plane;
    uint weight = p.weight_base / 4 + (group * p.blocks + block) * p.group_inputs * (KERNEL_H * KERNEL_W * OUT_TILE / 4);
    if (WHOLE_VECTORS) {
        uint at = (channel_start + x) / 4;
        uint c = 0;
        for (; c + UNROLL <= p.group_inputs; c += UNROLL) {
            [[unroll]] for (uint u = 0; u < UNROLL; u++)
                accumulate_vectors(at + u * (plane / 4), weight + u * (OUT_TILE / 4));
            at += UNROLL * (plane / 4);
            weight += UNROLL * (OUT_TILE / 4);
        }
        for (; c < p.group_inputs; c++) {
            accumulate_vectors(at, weight);
            at += plane / 4;
            weight += OUT_TILE / 4;
        }
    } else {
        int left = int(x * STRIDE_W) - p.pad_w;
        int top = int(y * STRIDE_H) - p.pad_h;
        for (uint c = 0; c < p.group_inputs; c++) {
            for (uint ky = 0; ky < KERNEL_H; ky++) {
                load_row(channel_start, left, top + int(ky * DILATION_H), p.in_w, p.in_h);
                [[unroll]] for (uint kx = 0; kx < KERNEL_W; kx++) {
                    [[unroll]] for (uint v = 0; v < PIXEL_VECTORS; v++)
                        pixels[v] = row_pixels(kx, v);
                    accumulate(weight);
                    weight += OUT_TILE / 4;
                }
            }
            channel_start += plane;
        }
    }

    uint first = block * OUT_TILE;
    uint limit = p.group_outputs - p.first_channel;
    uint channel = p.first_channel + group * p.group_outputs + first;
    uint out_plane = p.out_h * p.out_w;
    uint at = (n * p.out_channels + channel) * out_plane + y * p.out_w + x;
    [[unroll]] for (uint i = 0; i < OUT_TILE; i++) {
        if (first + i < limit) {
            float bias = 0.0;
            if (HAS_BIAS)
                bias = VALUE(bias_data[p.bias_base + channel + i]);
            [[unroll]] for (uint j = 0; j < 4 * PIXEL_VECTORS; j++) {
                if (x + j < p.out_w) {
                    float value = sum[i * PIXEL_VECTORS + j / 4][j % 4] + bias;
                    if (HAS_RESIDUAL)
                        value += VALUE(residual_data[p.residual_base + at + j]);
                    output_data[p.output_base + at + j] = ELEMENT(activate(value, p.activation_alpha, p.activation_beta));
                }
            }
            at += out_plane;
        }
    }
}
